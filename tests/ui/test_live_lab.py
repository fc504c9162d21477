"""Curves that grow in a real JupyterLab while a real network is trained in the kernel."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.ui.view import View

SHOW = """from insight_widgets import TrainingCurves
curves = TrainingCurves(x="epoch", classes=2)
curves"""
TRAIN = """import time
import numpy as np
from skimage.data import lfw_subset

photos = lfw_subset().reshape(200, -1) - 0.5
is_face = np.repeat([1.0, 0.0], 100)
order = np.random.default_rng(0).permutation(200)
train, val, weights = order[:120], order[120:], np.zeros(625)


def measure(rows):
    margin = photos[rows] @ weights
    return (np.logaddexp(0, margin) - is_face[rows] * margin).mean(), ((margin > 0) == is_face[rows]).mean()


for epoch in range(120):
    (loss, right), (val_loss, val_right) = measure(train), measure(val)
    curves.log(epoch, {"loss": loss, "val_loss": val_loss, "accuracy": right, "val_accuracy": val_right})
    error = 1 / (1 + np.exp(-photos[train] @ weights)) - is_face[train]
    weights -= 0.02 * photos[train].T @ error / len(train)
    time.sleep(0.05)"""
SEEN = """() => {
  const plot = document.querySelector('[data-metric="loss"] .iw-curve');
  const line = plot?.querySelector('.mark-line path')?.getAttribute('d');
  if (!line) return false;
  window.seen ??= { plot, svg: plot.querySelector('svg'), lengths: new Set(), same: true };
  seen.lengths.add(line.length);
  seen.same &&= plot === seen.plot && plot.querySelector('svg') === seen.svg;
  return seen.lengths.size > 8;
}"""
pytestmark = pytest.mark.ui


@pytest.fixture
def training(lab, page):
    """A notebook whose second cell trains for some seconds."""
    lab.write("training.ipynb", SHOW, TRAIN, "")
    notebook = lab.open(page, "training.ipynb")
    notebook.start_all()
    return notebook


def loss_points(notebook):
    return notebook.run("print(curves.to_dict()['curves'][0]['points'])", cell=2).strip()


def test_curves_grow_while_the_kernel_trains(training, page):
    View(page)
    page.wait_for_function(SEEN, timeout=60_000, polling=50)
    assert page.evaluate("() => seen.same")
    assert loss_points(training) == "{'train': 120, 'val': 120}"
    view = View(page)
    said = training.run("print('A, fine.', curves.to_dict()['curves_headline']['text'])", cell=2).strip()
    expect(view.root.locator(".iw-headline")).to_have_text(said, timeout=20_000)
    assert "chance" in view.root.locator('[data-metric="accuracy"] svg').text_content()
    assert page.refused == []


def test_a_front_end_that_starts_again_shows_the_whole_history(training, lab, page):
    View(page)
    assert loss_points(training) == "{'train': 120, 'val': 120}"
    training.command("docmanager:save")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.goto("about:blank")
    lab.open(page, "training.ipynb")
    view = View(page)
    view.open_table(view.root.locator('[data-metric="loss"]'))
    view.root.locator('[data-metric="loss"]').get_by_role("button", name="Show all 120 rows").click()
    assert view.root.locator('[data-metric="loss"] tbody tr').count() == 120


def test_a_zoom_into_a_long_curve_gets_its_points_from_the_kernel(lab, page):
    lab.write(
        "long.ipynb",
        "import numpy as np\nfrom insight_widgets import TrainingCurves\n"
        "steps = np.arange(100_000)\nTrainingCurves({'step': steps, 'loss': 2 + np.sin(steps)})",
    )
    lab.open(page, "long.ipynb").run_all()
    view = View(page)
    plot = view.root.locator(".iw-curve")
    plot.focus()
    for _ in range(9):
        plot.press("+")
    page.wait_for_function(
        "() => document.querySelector('.iw-curve .mark-line path').getAttribute('d').split('L').length > 150",
        timeout=20_000,
    )
