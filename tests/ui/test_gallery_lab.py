"""From a bar to the images behind it, in a real JupyterLab: what is drawn lies on what is in the image."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image

from insight_widgets import examples
from tests.real_data import REAL_DATA, needs_real_data
from tests.ui.view import View

pytestmark = pytest.mark.ui
RED = (230, 20, 20)
SIZE = (400, 300)
BOXES = {"dog": (100, 60, 120, 80), "cat": (250, 150, 90, 110)}
HOSTILE = "<img src=x onerror=alert(1)>.png"


def painted(box):
    """Return a grey image with a red rectangle where the annotation says that something is."""
    pixels = np.full((SIZE[1], SIZE[0], 3), 128, np.uint8)
    x, y, width, height = box
    pixels[y : y + height, x : x + width] = RED
    return Image.fromarray(pixels)


@pytest.fixture(scope="module")
def painted_set(lab):
    """A folder with COCO files: two images of one object, one lost, two with hostile names."""
    folder = lab.root / "painted"
    folder.mkdir()
    for split in ("train", "val"):
        images, annotations = [], []
        for place, name in enumerate([f"{split}-dog.png", f"{split}-cat.png"]):
            label = name.removesuffix(".png").split("-")[1]
            painted(BOXES[label]).save(folder / name)
            images.append({"id": place, "file_name": name, "width": SIZE[0], "height": SIZE[1]})
            annotations.append(
                {"id": place, "image_id": place, "category_id": 1 + (label == "cat"), "bbox": BOXES[label]}
            )
        for place, name in enumerate(("lost.png", HOSTILE, "../../../etc/passwd"), start=2):
            images.append({"id": place, "file_name": name, "width": SIZE[0], "height": SIZE[1]})
            annotations.append({"id": place, "image_id": place, "category_id": 3, "bbox": [10, 10, 50, 50]})
        categories = [
            {"id": place, "name": name} for place, name in enumerate(("dog", "cat", "owl"), start=1)
        ]
        content = {"images": images, "annotations": annotations, "categories": categories}
        (folder / f"instances_{split}.json").write_text(json.dumps(content))
    painted(BOXES["dog"]).save(folder / HOSTILE.replace("/", ""))
    return folder.name


def shown(lab, page, request, source):
    """Open a notebook that shows a report, and go to its samples."""
    name = f"{request.node.name.split('[')[0]}.ipynb"
    lab.write(
        name, f"from insight_widgets import InsightReport\nreport = InsightReport({source!r})\nreport", ""
    )
    notebook = lab.open(page, name)
    notebook.run_all()
    return notebook, View(page)


def red_in(page, frame):
    """Return where the red of a part of the screen begins and ends: left, top, right, bottom."""
    clip = {name: frame[name] for name in ("x", "y", "width", "height")}
    pixels = np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")).astype(int)
    red = (pixels[..., 0] > 150) & (pixels[..., 1] < 110) & (pixels[..., 2] < 110)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    return [
        clip["x"] + columns[0],
        clip["y"] + rows[0],
        clip["x"] + columns[-1] + 1,
        clip["y"] + rows[-1] + 1,
    ]


def test_a_bar_leads_to_its_images_and_the_drawn_boxes_lie_on_the_pixels(lab, page, request, painted_set):
    notebook, view = shown(lab, page, request, painted_set)
    view.label("box_labels", "cat").click()
    view.root.get_by_role("button", name="Show images").click()
    cards = view.root.locator('[data-split="train"] button.iw-sample')
    view.root.locator('[data-split="train"] [data-state="ok"]').first.wait_for(timeout=20_000)
    assert cards.locator("bdi").all_text_contents() == ["train-cat.png"]
    cards.first.click()
    dialog = view.root.locator("dialog.iw-zoom")
    dialog.locator("rect.iw-sample-line").first.wait_for(timeout=20_000)
    dialog.get_by_text("Loading").wait_for(state="hidden")
    view.settle()
    for toggle in ("Masks", "Names"):
        dialog.get_by_role("button", name=toggle).click()
    box = dialog.locator("rect.iw-sample-line").first.evaluate(
        "(one) => { const { left, top, right, bottom } = one.getBoundingClientRect();"
        " return [left, top, right, bottom]; }"
    )
    dialog.get_by_role("button", name="Boxes").click()
    assert box == pytest.approx(red_in(page, dialog.locator(".iw-zoom-picture").bounding_box()), abs=2)
    page.keyboard.press("Escape")
    assert "train-cat.png" in notebook.run(
        "print([path.split('/')[-1] for path in report.selected_images()])"
    )


def test_what_cannot_be_shown_says_so_and_names_stay_text(lab, page, request, painted_set):
    _, view = shown(lab, page, request, painted_set)
    view.label("box_labels", "owl").click()
    view.root.get_by_role("button", name="Show images").click()
    split = view.root.locator('[data-split="train"]')
    split.locator('[data-state="refused"]').first.wait_for(timeout=20_000)
    split.locator('[data-state="missing"]').first.wait_for(timeout=20_000)
    names = split.locator("button.iw-sample bdi").all_text_contents()
    assert HOSTILE in names
    assert "root:" not in split.inner_text()


def test_a_problem_leads_to_its_images(lab, page, request):
    _, view = shown(lab, page, request, str(examples.blood_cells()))
    view.root.locator('[data-section="problems"]').locator("button.iw-problem").first.click()
    view.root.get_by_role("button", name="Show images").click()
    view.root.locator('[data-state="ok"]').first.wait_for(timeout=20_000)
    assert view.root.locator("button.iw-sample").count() >= 1


def test_a_leak_is_shown_beside_its_original(lab, page, request, painted_set):
    _, view = shown(lab, page, request, painted_set)
    problems = view.root.locator(".iw-problems > li")
    problems.filter(has_text="also in the training split").locator("button.iw-problem").click()
    view.root.get_by_role("button", name="Show images").click()
    cards = view.root.locator('[data-split="val"] button.iw-sample')
    cards.nth(2).wait_for(timeout=20_000)
    cards.filter(has_text=HOSTILE).click()
    beside = view.root.locator("dialog.iw-zoom .iw-zoom-originals")
    beside.locator("img").wait_for(timeout=20_000)
    assert " ".join(beside.locator("figcaption").inner_text().split()) == f"A copy of train {HOSTILE}"
    assert beside.locator("img").evaluate("(one) => one.naturalWidth === 400")


def test_two_views_of_one_report_both_show_their_images(lab, page):
    lab.write(
        "two_views.ipynb",
        "from insight_widgets import SampleGallery, examples\n"
        "gallery = SampleGallery(examples.blood_cells())\n"
        "display(gallery, gallery)",
    )
    page.set_viewport_size({"width": 1280, "height": 1900})
    lab.open(page, "two_views.ipynb").run_all()
    for place in range(2):
        shown = View(page, place).root.locator('[data-split="train"] [data-state="ok"]')
        shown.nth(11).wait_for(timeout=20_000)


def test_two_pages_on_one_kernel_both_show_their_images(lab, page, request):
    """Both hear all that the kernel says, and each pick reaches both at once."""
    notebook, view = shown(lab, page, request, str(examples.blood_cells()))
    notebook.command("docmanager:save")
    second = page.context.new_page()
    lab.open(second, f"{request.node.name}.ipynb", "second")
    pages = {page: view, second: View(second)}
    for one in pages.values():
        one.root.wait_for(timeout=60_000)
        one.root.get_by_role("button", name="Show images").click()
        one.root.locator('[data-split="train"] [data-state="ok"]').nth(11).wait_for(timeout=20_000)
    for name in ("WBC", "Platelets", "RBC"):
        view.label("box_labels", name).click()
    for one in pages.values():
        one.root.get_by_role("button", name="Show images").click()
        one.root.locator('[data-split="train"] [data-state="ok"]').nth(11).wait_for(timeout=20_000)
        assert one.root.locator('[data-state="waiting"]').count() == 0
    heads = [one.root.locator('[data-split="train"] > h4').inner_text() for one in pages.values()]
    assert heads[0] == heads[1]


def test_a_kernel_that_dies_within_a_page_is_told(lab, page, request):
    notebook, view = shown(lab, page, request, str(examples.blood_cells()))
    view.root.get_by_role("button", name="Show images").click()
    view.root.locator('[data-split="train"] [data-state="ok"]').nth(11).wait_for(timeout=20_000)
    notebook.run(
        "import os, insight_widgets.gallery.painter as painter\n"
        "painter.picture_of = lambda source, side: os._exit(1)"
    )
    split = view.root.locator('[data-split="train"]')
    silence = split.locator(".iw-samples-status").get_by_text("running kernel")
    for _ in range(6):  # some pages were made ahead
        if not silence.is_visible():  # JupyterLab's own dialog may lie over the button
            split.get_by_role("button", name="Next").evaluate("(button) => button.click()")
            page.wait_for_timeout(4_000)
    assert silence.is_visible()


@needs_real_data
def test_the_numbers_above_the_images_are_those_of_the_charts(lab, page, request):
    _, view = shown(lab, page, request, str(REAL_DATA / "coco_tiny"))
    view.label("box_labels", "person").click()
    view.root.get_by_role("button", name="Show images").click()
    view.root.locator('[data-split="train"] [data-state="ok"]').nth(5).wait_for(timeout=20_000)
    for split in ("train", "val"):
        told = " ".join(view.root.locator(f'[data-split="{split}"] > h4').inner_text().split())
        assert told.removeprefix(split).strip() in view.sentence()
