"""The samples on a page with a kernel made up there: what is asked, what is shown, and what never is."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from pathlib import Path

import pytest

from insight_widgets import build_report, examples, load
from insight_widgets.payload import payload
from tests.ui.served import POLICY, Served
from tests.ui.view import View

PROJECT = Path(__file__).parents[2]
FILES = ("insight_widgets/static/report.js", "tests/ui/model.js", "tests/ui/kernel.js")
PAGE = '<!DOCTYPE html><html lang="en"><title>A report</title><body><main></main>'
IMAGES = f"{POLICY}; img-src 'self' blob:"
ORDERS = ["largest", "smallest", "most crowded", "random", "most typical", "most odd"]
SHOW = """async (ways) => {
  window.kernel = await import('./kernel.js');
  Object.assign(kernel.ways, ways);
  window.shown = await kernel.showWithKernel();
}"""
HELD = "() => kernel.held.size"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
pytestmark = pytest.mark.ui


def with_samples(report, **samples):
    content = json.loads(zlib.decompress(payload(report)))
    content["samples"] = {"orders": ORDERS, "live": True, "embedded": None} | samples
    if "samples" not in content["panels"]:
        content["panels"].insert(content["panels"].index("tables"), "samples")
    return zlib.compress(json.dumps(content).encode())


@pytest.fixture(scope="module")
def report():
    return build_report(load(examples.blood_cells(), progress=False), progress=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, report):
    folder = tmp_path_factory.mktemp("gallery")
    (folder / "payload.bin").write_bytes(with_samples(report))
    (folder / "index.html").write_text(PAGE)
    for file in FILES:
        shutil.copy(PROJECT / file, folder)
    return folder


@pytest.fixture
def opened(folder, page):
    """Opens the page; the kernel on it behaves as it is told."""
    server = Served(folder, IMAGES)

    def opened(**ways):
        page.goto(server.url)
        page.evaluate(SHOW, ways)
        return View(page)

    yield opened
    server.stop()


@pytest.fixture
def show_with(folder, page, report):
    """Opens a page that is told something else of its samples."""
    server = Served(folder, IMAGES)

    def show_with(**told):
        (folder / "told.bin").write_bytes(with_samples(report, **told))
        page.goto(server.url)
        page.evaluate(
            "async () => { window.kernel = await import('./kernel.js');"
            " window.shown = await kernel.showWithKernel('told.bin'); }"
        )
        return View(page)

    yield show_with
    server.stop()


@pytest.fixture
def gallery(opened):
    """Opens the page and goes to the samples."""

    def gallery(**ways):
        view = opened(**ways)
        view.root.get_by_role("button", name="Show images").click()
        return view

    return gallery


def cards(view, split="train"):
    return view.root.locator(f'[data-split="{split}"] button.iw-sample')


def names(view, split="train"):
    return cards(view, split).locator("bdi").all_text_contents()


def head(view, split="train"):
    return " ".join(view.root.locator(f'[data-split="{split}"] > h4').inner_text().split())


def arrived(view, split="train", count=12):
    """Wait until the pictures of a page are there."""
    images = view.root.locator(f'[data-split="{split}"] [data-state="ok"]')
    images.nth(count - 1).wait_for(timeout=20_000)


# Where an image lies, its last box and its names, in one look: the page may still be scrolling.
FRAMES = """(picture) => {
  const frame = (one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [x, y, width, height];
  };
  const boxes = picture.querySelectorAll("rect.iw-sample-line");
  const tags = [...picture.querySelectorAll(".iw-sample-tag")];
  return [frame(picture), frame(boxes[boxes.length - 1]),
    tags.map((one) => [...frame(one), one.scrollWidth > one.clientWidth])];
}"""


def asked(view, kind="samples"):
    return view.page.evaluate("(kind) => shown.model.sent.filter((one) => one.kind === kind)", kind)


# Goes to the samples; resolves with the milliseconds until something is said of them.
WAITED = """async () => {
  const before = performance.now();
  [...document.querySelectorAll('.iw button')].find((one) => one.textContent === 'Show images').click();
  const status = document.querySelector('[data-split="train"] .iw-samples-status');
  while (!status.textContent) await new Promise(requestAnimationFrame);
  return performance.now() - before;
}"""


def behave(view, **ways):
    """Have the kernel behave otherwise from now on."""
    view.page.evaluate("(ways) => { Object.assign(kernel.ways, ways); }", ways)


def wait_until_asked(view, one="one.kind === 'samples-stop'"):
    """Wait until something was asked of the kernel that a condition in JavaScript holds for."""
    view.page.wait_for_function(f"() => shown.model.sent.some((one) => {one})")


def pick(view, name):
    view.page.evaluate(
        "(name) => shown.model.set('picked', { classes: [name], bins: {}, split: null })", name
    )


def zoomed(view, place=0, split="train"):
    cards(view, split).nth(place).click()
    dialog = view.root.locator("dialog.iw-zoom")
    dialog.wait_for()
    return dialog


def test_the_numbers_above_the_images_are_those_of_the_kernel(gallery):
    view = gallery()
    arrived(view)
    heads = [head(view, split) for split in ("train", "val")]
    assert heads == ["train 80 boxes in 40 images", "val 10 boxes in 5 images"]
    assert len(names(view)) == 12
    assert len(names(view, "val")) == 5


def test_nothing_is_asked_before_the_samples_come_near(opened):
    view = opened()
    view.settle()
    assert asked(view) == []
    view.root.get_by_role("button", name="Show images").click()
    arrived(view)
    first = asked(view)[0]
    assert first["split"] == "train"
    assert (first["order"], first["offset"], first["limit"], first["side"]) == ("largest", 0, 12, 240)
    assert first["picked"] == {"classes": [], "bins": {}, "split": None}


def test_boxes_lie_where_the_annotations_say_and_names_within_the_image(gallery):
    view = gallery()
    arrived(view)
    for place in (0, 2):  # one that lies, one that stands
        picture = cards(view).nth(place).locator(".iw-sample-picture")
        image, box, tags = picture.evaluate(FRAMES)
        wanted = [
            image[0] + 0.1 * image[2],
            image[1] + 0.2 * image[3],
            0.3 * image[2],
            0.25 * image[3],
        ]
        assert box == pytest.approx(wanted, abs=2)
        for left, _, width, _, cut in tags:
            assert left >= image[0] - 0.5
            assert left + width <= image[0] + image[2] + 0.5
            assert not cut
        assert set(picture.locator(".iw-sample-tag").all_inner_texts()) == {"RBC", "Platelets"}


def test_what_is_not_picked_is_fainter(gallery):
    view = gallery()
    arrived(view)
    groups = cards(view).nth(0).locator("svg g")
    opacity = groups.evaluate_all("(all) => all.map((one) => Number(getComputedStyle(one).opacity))")
    assert opacity[0] < 0.5
    assert opacity[1:] == [1, 1]


def test_faults_of_images_are_told_with_their_path(gallery):
    view = gallery(faults={0: "missing", 1: "damaged", 2: "refused"})
    arrived(view, count=9)
    said = [cards(view).nth(place).locator(".iw-sample-frame").inner_text() for place in range(3)]
    assert [one.split("\n")[0] for one in said] == [
        "The image is missing",
        "The image cannot be read",
        "The image is not shown",
    ]
    assert all("a reason" in one and f"folder/train-RBC-{place}.jpg" in one for place, one in enumerate(said))
    dialog = zoomed(view)
    assert "The image is missing" in dialog.locator(".iw-zoom-stage").inner_text()


def test_names_and_paths_are_text(gallery):
    hostile = ["<img src=x onerror=alert(1)>.jpg", "../../etc/passwd", "file:///etc/passwd", "שלום.jpg"]
    view = gallery(names=dict(enumerate(hostile)))
    arrived(view)
    assert names(view)[:4] == hostile
    dialog = zoomed(view)
    assert dialog.locator(".iw-zoom-path").inner_text() == f"folder/{hostile[0]}"
    sources = view.root.locator("img").evaluate_all("(all) => all.map((one) => one.src)")
    assert all(source.startswith("blob:") for source in sources)
    assert view.page.evaluate("() => window.refused") == []


def test_an_answer_to_an_earlier_pick_is_never_shown(gallery):
    view = gallery()
    arrived(view)
    behave(view, held=["samples"])
    for name in ("WBC", "Platelets"):
        pick(view, name)
        assert names(view) == []  # at once
        wait_until_asked(view, f"one.picked?.classes[0] === '{name}'")
    assert asked(view, "samples-stop")
    seen = view.page.evaluate(
        """async () => {
          const seen = new Set();
          kernel.ways.held = [];
          const ready = () => document.querySelectorAll('[data-split="train"] [data-state="ok"]');
          while (ready().length < 12) {
            await new Promise(requestAnimationFrame);
            const all = document.querySelectorAll('[data-split="train"] bdi');
            for (const one of all) seen.add(one.textContent);
          }
          return [...seen].filter((name) => name.includes('-'));
        }"""
    )
    assert len(seen) == 12
    assert all("-Platelets-" in name for name in seen)


def test_while_images_are_looked_for_their_place_is_kept(gallery):
    view = gallery()
    arrived(view)
    place = view.root.locator(".iw-samples-splits")
    before = place.bounding_box()["height"]
    behave(view, held=["samples"])
    pick(view, "RBC")
    wait_until_asked(view, "one.picked?.classes[0] === 'RBC'")
    assert cards(view).count() == 0
    assert place.bounding_box()["height"] == pytest.approx(before, abs=40)
    behave(view, held=[])
    arrived(view)
    assert place.bounding_box()["height"] == pytest.approx(before, abs=1)


def test_the_next_page_is_there_before_it_is_asked_for(gallery):
    view = gallery()
    arrived(view)
    wait_until_asked(view, "one.split === 'train' && one.offset === 12")
    view.settle()
    offsets = [one["offset"] for one in asked(view) if one["split"] == "train"]
    assert offsets == [0, 12]
    train = view.root.locator('[data-split="train"]')
    train.get_by_role("button", name="Next").click()
    assert names(view)[0].endswith("-12.jpg")
    assert cards(view).first.locator("img").count() == 1
    train.get_by_label("Page, train").fill("4")
    train.get_by_label("Page, train").press("Enter")
    arrived(view, count=4)
    assert len(names(view)) == 4
    assert train.get_by_role("button", name="Next").get_attribute("aria-disabled") == "true"
    train.get_by_label("Page, train").fill("99")
    train.get_by_label("Page, train").press("Enter")
    assert train.get_by_label("Page, train").input_value() == "4"


def test_orders_draws_and_page_sizes_are_asked_for(gallery):
    view = gallery()
    arrived(view)
    draw = view.root.get_by_role("button", name="Another draw")
    assert not draw.is_visible()
    view.root.get_by_label("Order").last.select_option("random")
    wait_until_asked(view, "one.order === 'random' && one.seed === 0")
    draw.click()
    wait_until_asked(view, "one.order === 'random' && one.seed === 1")
    view.root.get_by_label("Images a page").select_option("24")
    arrived(view, count=24)
    told = [(one["order"], one["seed"], one["limit"]) for one in asked(view) if one["offset"] == 0]
    assert list(dict.fromkeys(told)) == [
        ("largest", 0, 12),
        ("random", 0, 12),
        ("random", 1, 12),
        ("random", 1, 24),
    ]


def test_where_no_kernel_answers_that_is_said_and_it_recovers(opened):
    view = opened(isSilent=True)
    status = view.root.locator('[data-split="train"] .iw-samples-status')
    waited = view.page.evaluate(WAITED)
    assert "running kernel" in status.inner_text()
    assert waited > 2900
    behave(view, isSilent=False)
    status.get_by_role("button", name="Ask again").click()
    arrived(view)
    assert status.inner_text() == ""


def test_where_the_kernel_falls_silent_within_a_page_that_is_said_and_it_recovers(gallery):
    view = gallery(pictures=2)
    arrived(view, count=2)
    behave(view, isSilent=True)
    status = view.root.locator('[data-split="train"] .iw-samples-status')
    status.get_by_text("running kernel").wait_for(timeout=10_000)
    assert cards(view).count() == 12
    assert view.root.locator('[data-split="train"] [data-state="waiting"]').count() > 0
    behave(view, isSilent=False, pictures=99)
    status.get_by_role("button", name="Ask again").click()
    arrived(view)
    assert status.inner_text() == ""


def test_an_image_opens_also_while_its_page_is_asked_for_anew(gallery):
    view = gallery(pictures=2)
    arrived(view, count=2)
    view.page.evaluate("() => scrollTo(0, 0)")
    wait_until_asked(view)  # nobody looks: what is still to come is asked for no more
    behave(view, held=["samples"], pictures=99)
    cards(view).first.evaluate("(card) => { card.scrollIntoView(); card.click(); }")
    dialog = view.root.locator("dialog.iw-zoom")
    dialog.locator("rect.iw-sample-line").first.wait_for()
    assert dialog.locator(".iw-zoom-name").inner_text() == names(view)[0]
    behave(view, held=[])
    arrived(view)
    assert dialog.locator("rect.iw-sample-line").first.is_visible()


def test_how_many_of_a_problem_have_no_image_is_said(gallery):
    view = gallery(unplaced=3)
    arrived(view)
    status = view.root.locator('[data-split="train"] .iw-samples-status')
    assert status.inner_text() == ""
    view.root.locator("button.iw-problem").first.click()
    status.get_by_text("3 more have no image here").wait_for()
    assert head(view).endswith("80 in 40 images")


def test_a_late_answer_is_taken(gallery):
    view = gallery(held=["samples"])
    status = view.root.locator('[data-split="train"] .iw-samples-status')
    status.get_by_text("running kernel").wait_for()
    behave(view, held=[])
    arrived(view)
    assert status.inner_text() == ""


def test_what_the_kernel_cannot_do_is_said_in_its_words(gallery):
    view = gallery(failure="The data set is not at hand any more.")
    status = view.root.locator('[data-split="train"] .iw-samples-status')
    status.get_by_text("The data set is not at hand any more.").wait_for()


def test_where_nothing_matches_that_is_said(gallery):
    view = gallery(images={"train": 0, "val": 3})
    arrived(view, "val", 3)
    assert view.root.locator('[data-split="train"] .iw-samples-status').inner_text() == "No image matches."
    assert head(view) == "train 0 boxes in 0 images"


def test_all_by_keyboard(gallery):
    view = gallery()
    arrived(view)
    focused = "() => document.activeElement"
    press = view.page.keyboard.press
    cards(view).nth(0).focus()
    press("ArrowRight")
    press("ArrowDown")
    press("Home")
    press("ArrowRight")
    assert cards(view).nth(1).evaluate("(one) => one === document.activeElement")
    press("Enter")
    dialog = view.root.locator("dialog.iw-zoom")
    dialog.wait_for()
    assert dialog.evaluate("(one) => one.contains(document.activeElement)")
    for _ in range(25):
        press("Tab")
        inside = view.page.evaluate(
            "() => [document.body, document.activeElement.closest('dialog') && document.activeElement]"
            ".includes(document.activeElement)"
        )
        assert inside, view.page.evaluate(f"({focused})().outerHTML")
    press("ArrowRight")
    assert "3 of 40" in dialog.inner_text()
    press("ArrowLeft")
    press("ArrowLeft")
    assert "1 of 40" in dialog.inner_text()
    press("ArrowLeft")
    assert "1 of 40" in dialog.inner_text()
    press("ArrowRight")
    pick_before = view.page.evaluate("() => shown.model.saved.length")
    press("Escape")
    assert not dialog.is_visible()
    assert cards(view).nth(1).evaluate("(one) => one === document.activeElement")
    assert view.page.evaluate("() => shown.model.saved.length") == pick_before


def test_the_arrows_go_on_to_the_next_page(gallery):
    view = gallery()
    arrived(view)
    dialog = zoomed(view, 11)
    view.page.keyboard.press("ArrowRight")
    dialog.get_by_text("13 of 40").wait_for()
    assert dialog.locator(".iw-zoom-name").inner_text().endswith("-12.jpg")
    view.page.keyboard.press("ArrowLeft")
    dialog.get_by_text("12 of 40").wait_for()


def cells_of(row):
    """Return what is read in each cell of a row, whatever boxes its words stand in."""
    return [" ".join(cell.split()) for cell in row.inner_text().split("\t")]


def test_rows_and_objects_point_at_each_other(gallery):
    view = gallery()
    arrived(view)
    dialog = zoomed(view)
    rows = dialog.locator(".iw-zoom-list tbody tr")
    assert cells_of(rows.nth(0))[0] == "RBC"  # nothing is picked
    view.page.keyboard.press("Escape")
    pick(view, "RBC")
    view.settle()
    arrived(view)
    dialog = zoomed(view)
    assert cells_of(rows.nth(0)) == [
        "RBC picked",
        "7.50",
        "1.60",
        "40, 60, 120, 75",
        "annotation 0",
    ]
    rows.nth(1).hover()
    assert dialog.locator("g.iw-on").get_attribute("data-object") == "1"
    rows.nth(0).get_by_role("button").focus()
    assert dialog.locator("g.iw-on").get_attribute("data-object") == "0"
    image = dialog.locator(".iw-zoom-picture").bounding_box()
    view.page.mouse.move(image["x"] + 0.2 * image["width"], image["y"] + 0.3 * image["height"])
    assert dialog.locator("tr.iw-on").inner_text().startswith("RBC")
    view.page.mouse.move(image["x"] + 0.5 * image["width"], image["y"] + 0.1 * image["height"])
    assert dialog.locator("tr.iw-on").inner_text().startswith("WBC")
    view.page.mouse.click(image["x"] + 0.2 * image["width"], image["y"] + 0.3 * image["height"])
    assert rows.nth(0).get_by_role("button").evaluate("(one) => one === document.activeElement")


def test_what_is_pointed_at_stays_when_the_image_comes_in_full(gallery):
    view = gallery()
    arrived(view)
    behave(view, held=["image"])
    dialog = zoomed(view)
    rows = dialog.locator(".iw-zoom-list tbody tr")
    rows.nth(1).get_by_role("button").focus()
    assert dialog.get_by_text("Loading").is_visible()
    behave(view, held=[])
    dialog.get_by_text("Loading").wait_for(state="hidden")
    assert rows.nth(1).get_by_role("button").evaluate("(one) => one.matches(':focus')")
    assert dialog.locator("tr.iw-on").inner_text() == rows.nth(1).inner_text()
    assert dialog.locator("g.iw-on").get_attribute("data-object") == "1"


def test_the_arrows_go_on_and_on_from_a_row(gallery):
    view = gallery()
    arrived(view)
    dialog = zoomed(view)
    dialog.locator(".iw-zoom-list tbody tr").nth(1).get_by_role("button").focus()
    for number in (2, 3, 4):
        view.page.keyboard.press("ArrowRight")
        dialog.get_by_text(f"{number} of 40").wait_for(timeout=5_000)


def test_an_image_is_zoomed_and_its_boxes_with_it(gallery):
    view = gallery()
    arrived(view)
    dialog = zoomed(view)
    dialog.get_by_text("Loading").wait_for(state="hidden")
    view.settle()
    width = "(one) => one.getBoundingClientRect().width"
    image, box = dialog.locator(".iw-zoom-picture"), dialog.locator('g[data-object="0"] .iw-sample-line')
    before = image.evaluate(width)
    view.page.keyboard.press("+")
    view.page.keyboard.press("+")
    assert image.evaluate(width) == pytest.approx(2.25 * before, rel=0.01)
    assert box.evaluate(width) == pytest.approx(0.3 * 2.25 * before, rel=0.02)
    view.page.keyboard.press("0")
    assert image.evaluate(width) == pytest.approx(before, rel=0.01)


def test_layers_are_hidden_and_that_is_remembered(gallery):
    view = gallery()
    arrived(view)
    first = cards(view).nth(0)
    shown = {
        "Boxes": first.locator("rect.iw-sample-line").first,
        "Masks": first.locator(".iw-sample-mask"),
        "Names": first.locator(".iw-sample-tag").first,
    }
    for name, layer in shown.items():
        assert layer.is_visible()
        view.root.locator(".iw-samples-tools").get_by_role("button", name=name).click()
        assert not layer.is_visible()
    again = gallery()
    arrived(again)
    assert not cards(again).nth(0).locator(".iw-sample-tag").first.is_visible()
    pressed = again.root.locator(".iw-samples-tools .iw-choice button").evaluate_all(
        "(all) => all.map((one) => one.ariaPressed)"
    )
    assert pressed == ["false"] * 3


def test_a_copy_is_shown_beside_its_original(gallery):
    original = {"split": "train", "row": 7, "name": "scan <7>.jpg", "path": "folder/scan <7>.jpg"}
    view = gallery(originals={"1": [original]})
    arrived(view, "val", 5)
    dialog = zoomed(view, 1, "val")
    beside = dialog.locator(".iw-zoom-originals")
    beside.locator("img").wait_for()
    assert " ".join(beside.locator("figcaption").inner_text().split()) == "A copy of train scan <7>.jpg"
    assert beside.locator("img").get_attribute("alt") == "scan <7>.jpg"
    asked_for = [(one["split"], one["row"], one.get("beside", False)) for one in asked(view, "image")]
    assert asked_for == [("val", 1, False), ("train", 7, True)]
    assert view.serious() == []
    for width in (1000, 400):
        view.page.set_viewport_size({"width": width, "height": 800})
        view.settle()
        assert beside.locator("img").evaluate("(one) => one.clientWidth > 60 && one.clientHeight > 60")
    view.page.keyboard.press("ArrowRight")
    view.settle()
    assert not beside.is_visible()
    view.page.keyboard.press("ArrowLeft")
    beside.locator("img").wait_for()


def test_a_problem_is_text_where_no_image_of_it_is_known(show_with, report):
    problems = report.to_dict()["problems"]
    codes = {problem["split"]: [] for problem in problems}
    pickable = problems[0]
    codes[pickable["split"]].append(pickable["code"])
    view = show_with(codes=codes)
    assert view.root.locator("button.iw-problem").all_inner_texts() == [pickable["text"]]
    said = view.root.locator(".iw-problems > li").all_inner_texts()
    assert len(said) == len(problems) > 1
    assert all(any(problem["text"] in text for text in said) for problem in problems)


def test_a_problem_is_picked_and_python_is_told(gallery):
    view = gallery()
    arrived(view)
    button = view.root.locator("button.iw-problem").first
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    arrived(view, count=1)
    saved = view.page.evaluate("() => shown.model.saved.at(-1)")
    code = saved["problem"]
    assert saved["classes"] == []
    assert code in view.sentence()
    asked_for = asked(view)[-1]["picked"]
    assert asked_for["problem"] == code
    view.page.keyboard.press("Escape")
    view.settle()
    assert "problem" not in view.page.evaluate("() => shown.model.saved.at(-1)")
    assert button.get_attribute("aria-pressed") == "false"


def test_what_is_picked_is_copied_as_code(gallery):
    view = gallery()
    arrived(view)
    pick(view, "WBC")
    code = 'report.picked = {"classes": ["WBC"], "bins": {}, "split": None}\nreport.samples()'
    view.page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', { value: {"
        " writeText: (text) => { window.copied = text; return Promise.resolve(); } }, configurable: true })"
    )
    button = view.root.get_by_role("button", name="Copy as code")
    button.click()
    view.root.get_by_text("Copied.").wait_for()
    assert view.page.evaluate("() => window.copied") == code
    view.page.evaluate(
        "() => Object.defineProperty(navigator, 'clipboard', { value: {"
        " writeText: () => Promise.reject(new Error('denied')) } })"
    )
    button.click()
    field = view.root.get_by_label("Python code for what is picked")
    field.wait_for()
    assert field.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)") == code


def test_the_cleanup_leaves_nothing(gallery):
    view = gallery(pictures=2)
    arrived(view, count=2)
    assert view.page.evaluate(HELD) > 0
    view.page.evaluate("() => shown.cleanup()")
    behave(view, pictures=99)
    view.page.wait_for_timeout(1000)  # what still comes is let go too
    assert view.page.evaluate(HELD) == 0
    assert view.page.evaluate("() => [shown.model.listeners, shown.el.childElementCount]") == [0, 0]
    assert asked(view, "samples-stop")


def test_what_is_far_out_of_view_is_asked_for_no_more(gallery):
    view = gallery(pictures=1)
    arrived(view, count=1)
    view.page.evaluate("() => { document.body.style.paddingTop = '9000px'; scrollTo(0, 0); }")
    wait_until_asked(view)
    behave(view, pictures=99)
    before = len(asked(view))
    view.page.evaluate("() => { document.body.style.paddingTop = ''; }")
    view.root.get_by_role("button", name="Show images").click()
    arrived(view)
    assert len(asked(view)) > before


def test_a_thousand_quick_picks_leave_nothing_behind(gallery):
    view = gallery()
    arrived(view)
    client = view.page.context.new_cdp_session(view.page)
    client.send("Performance.enable")

    def heap():
        view.page.wait_for_timeout(500)
        for _ in range(3):
            client.send("HeapProfiler.collectGarbage")
        metrics = {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}
        return metrics["JSHeapUsedSize"] / 1e6

    picks = """async (count) => {
      const names = ['RBC', 'WBC', 'Platelets'];
      for (let i = 0; i < count; i++) {
        shown.model.set('picked', { classes: [names[i % 3]], bins: {}, split: null });
        await new Promise((done) => setTimeout(done, i % 40 === 0 ? 150 : 5));
        const stale = [...document.querySelectorAll('.iw-samples-split bdi')]
          .map((one) => one.textContent).filter((name) => name.includes('-'));
        if (stale.some((name) => !name.includes(`-${names[i % 3]}-`))) throw new Error(stale.join());
      }
    }"""
    view.page.evaluate(picks, 50)
    before = heap()
    view.page.evaluate(picks, 1000)
    pick(view, "WBC")
    arrived(view)
    assert all("-WBC-" in name for name in names(view))
    assert heap() - before < 20
    assert view.page.evaluate(HELD) <= 2 * 4 * 12 * 2  # splits, pages, images, an image and its mask


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(gallery, scheme):
    view = gallery(faults={1: "missing"})
    view.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    view.page.evaluate(
        "(dark) => { document.body.style.background = dark ? '#121212' : '#fff'; }", scheme == "dark"
    )
    arrived(view, count=11)
    assert view.serious() == []
    zoomed(view)
    assert view.serious() == []


@pytest.mark.parametrize("width", [400, 1200])
def test_splits_stand_beside_each_other_where_there_is_room(gallery, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    view = gallery()
    arrived(view)
    train, val = view.page.evaluate(  # in one look: the page may still be scrolling
        "() => ['train', 'val'].map((split) =>"
        " document.querySelector(`.iw-samples-split[data-split=${split}]`).getBoundingClientRect().top)"
    )
    assert (val == train) == (width == 1200)
    wide = "() => document.documentElement.scrollWidth"
    assert view.page.evaluate(wide) <= width
    dialog = zoomed(view)
    assert view.page.evaluate(wide) <= width
    stage = dialog.locator(".iw-zoom-picture").bounding_box()
    assert stage["width"] >= 0.5 * min(width, 600)


def test_images_that_travel_with_a_page_are_shown_without_a_kernel(show_with):
    thing = {
        "box": [0.1, 0.1, 0.5, 0.5],
        "outline": None,
        "mask": None,
        "matches": True,
        "area": 25,
        "ratio": 1,
    }
    item = {
        "row": 3,
        "name": "a.png",
        "path": "a.png",
        "width": 1,
        "height": 1,
        "labels": [],
        "more": 0,
        "state": "ok",
        "reason": "",
        "type": "image/png",
        "data": PIXEL,
        "objects": [{"class": "WBC", "record": None, "crowd": False, **thing}],
    }
    embedded = {"train": {"WBC": [item], "RBC": [item | {"row": 4, "name": "b.png"}]}, "val": {}}
    view = show_with(live=False, embedded=embedded)
    view.root.get_by_role("button", name="Show images").click()
    arrived(view, count=2)
    pick(view, "WBC")
    view.settle()
    assert names(view) == ["a.png"]
    assert "1 image of this page's own" in head(view)
    dialog = zoomed(view)
    assert dialog.locator("img").evaluate("(one) => one.naturalWidth") == 1
    assert asked(view) == []


def test_where_there_are_neither_kernel_nor_images_that_is_said(show_with):
    view = show_with(live=False)
    said = view.root.locator('[data-section="samples"]').inner_text()
    assert re.search(r"to_html\(path, samples=4\)", said)
    assert view.root.locator("button.iw-problem").count() == 0
