"""Names and links of strangers: nothing outside of the data set's folders is opened."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from insight_widgets import Dataset
from insight_widgets.columns import Images, Split, image_names, unknown_sizes
from insight_widgets.gallery.picture_error import PictureError
from insight_widgets.gallery.sources import source_of
from insight_widgets.image_lookup import file_inside, find_image
from insight_widgets.widgets.panels import InsightReport


@pytest.fixture
def folders(tmp_path):
    """A data set's folder with an image, and a secret beside it."""
    root = tmp_path / "set"
    (root / "inner").mkdir(parents=True)
    secret = tmp_path / "secret.png"
    for file in (root / "a.png", root / "inner" / "b.png", secret):
        Image.new("RGB", (8, 8), "red").save(file)
    (root / "link.png").symlink_to(secret)
    (root / "out").symlink_to(tmp_path)
    (root / "within.png").symlink_to(root / "a.png")
    return root, secret


def split_of(root, *names, **columns):
    size = unknown_sizes(len(names))
    return Split(Images(image_names(names), size, size, roots=(root,), **columns))


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "inner/../../secret.png",
        "link.png",
        "out/secret.png",
        "{secret}",
        "file:///{secret}",
        "FILE:{secret}",
        "http://example.org/a.png",
        "~/secret.png/../../../../../../../../../etc/passwd",
    ],
)
def test_what_leads_out_is_refused_and_says_so(folders, name):
    root, secret = folders
    with pytest.raises(PictureError, match=r"leads out of the folders|an address") as refused:
        source_of(split_of(root, name.format(secret=secret)), 0)
    assert refused.value.state == "refused"


@pytest.mark.parametrize("name", ["gone.png", "a.png\0", "", ".", "inner", "a" * 5000, "<img src=x>.png"])
def test_what_is_not_there_is_missing(folders, name):
    with pytest.raises(PictureError) as missing:
        source_of(split_of(folders[0], name), 0)
    assert missing.value.state == "missing"


def test_links_within_and_a_root_that_is_a_link_are_fine(folders, tmp_path):
    root, _ = folders
    (tmp_path / "linked").symlink_to(root)
    for top in (root, tmp_path / "linked"):
        for name in ("a.png", "inner/b.png", "within.png", "within"):
            assert source_of(split_of(top, name), 0).is_file()


def test_readers_do_not_follow_links_out_either(folders):
    root, secret = folders
    assert file_inside(root, "link.png") is None
    assert find_image("out/secret.png", [root]) is None
    assert find_image("out/secret.png", [root, secret.parent]) is None
    assert find_image("a.png", [root]) == root / "a.png"


def test_where_a_reader_found_a_file_counts_within_the_folders_only(folders):
    root, secret = folders
    inside = split_of(root, "x.png", key=image_names([str(root / "a.png")]), key_name="file")
    assert source_of(inside, 0) == root / "a.png"
    outside = split_of(root, "x.png", key=image_names([str(secret)]), key_name="file")
    with pytest.raises(PictureError):
        source_of(outside, 0)


def test_a_data_set_without_folders_says_so():
    split = Split(Images(image_names(["a.png"]), unknown_sizes(1), unknown_sizes(1)))
    with pytest.raises(PictureError, match="tells no folder"):
        source_of(split, 0)


def test_images_that_an_object_holds_are_shown_and_its_errors_told():
    class Held:
        def picture(self, row):
            if row:
                raise RuntimeError("no <b>such</b> row")
            return Image.new("RGB", (4, 4))

    split = Split(Images(image_names(["0", "1"]), unknown_sizes(2), unknown_sizes(2)), pictures=Held())
    assert source_of(split, 0).size == (4, 4)
    with pytest.raises(PictureError, match="its data set cannot give it: no <b>such</b> row"):
        source_of(split, 1)


def test_paths_of_samples_are_names_where_a_file_may_not_be_opened(folders):
    root, _ = folders
    split = split_of(root, "a.png", "link.png")
    widget = InsightReport(Dataset("multiclass", ("dog",), {"all": replace(split)}), progress=False)
    assert widget.selected_images() == [str(root / "a.png"), "link.png"]
