"""The routes behind the file browser's reports: who is answered, about what, and with which words."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import time
import zlib

import pytest
from tornado.httpclient import HTTPClientError

from insight_widgets import InsightError, examples
from insight_widgets.server.reading import LimitError, Limits, Reading
from insight_widgets.server.watching import state_of

COCO = {
    "images": [{"id": 1, "file_name": "a.jpg", "width": 10, "height": 10}],
    "categories": [{"id": 1, "name": "dog"}],
    "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 1, 4, 4]}],
}


@pytest.fixture
def jp_server_config():
    return {"ServerApp": {"jpserver_extensions": {"insight_widgets.server": True}}}


@pytest.fixture
def data(jp_root_dir):
    """A folder in the server's root with a data set, a log, and what must not be read."""
    folder = jp_root_dir / "мои данные"
    folder.mkdir()
    (folder / "instances_train.json").write_text(json.dumps(COCO))
    (folder / "broken.json").write_text('{"images": [')
    (folder / "results.csv").write_text(
        "epoch,train/loss,val/loss\n" + "".join(f"{step},{9 - step},{9.1 - step}\n" for step in range(8))
    )
    (folder / ".hidden.json").write_text(json.dumps(COCO))
    outside = jp_root_dir.parent / "outside"
    outside.mkdir()
    (outside / "secret.json").write_text(json.dumps(COCO))
    (folder / "link.json").symlink_to(outside / "secret.json")
    (folder / "linked").symlink_to(outside)
    return folder


async def asked(jp_fetch, path, route="report"):
    """Return the answer to a request, with the words of a refusal."""
    try:
        answer = await jp_fetch("insight-widgets", route, params={"path": path}, request_timeout=90)
    except HTTPClientError as error:
        return error.code, json.loads(error.response.body)["message"]
    return answer.code, answer.body


async def test_a_data_set_is_answered_with_what_the_page_shows(jp_fetch, data):
    code, body = await asked(jp_fetch, "мои данные/instances_train.json")
    report = json.loads(zlib.decompress(body))["report"]
    assert code == 200
    assert report["task"] == "detection"
    assert report["classes"][report["summary"]["classes"]["at"][0]] == "dog"


async def test_a_folder_and_a_training_log_are_read_too(jp_fetch, data):
    code, body = await asked(jp_fetch, "мои данные/results.csv")
    assert code == 200
    assert [one["metric"] for one in json.loads(zlib.decompress(body))["report"]["curves"]] == ["loss"]
    for file in examples.blood_cells().iterdir():
        if file.is_file():
            shutil.copy(file, data.parent)
    code, body = await asked(jp_fetch, "")
    assert code == 200
    assert list(json.loads(zlib.decompress(body))["report"]["splits"])[:2] == ["train", "val"]


async def test_who_is_not_logged_in_is_told_so(jp_fetch, data):
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch(
            "insight-widgets",
            "report",
            params={"path": "мои данные/instances_train.json"},
            headers={"Authorization": "token wrong"},
        )
    assert refused.value.code == 401


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("мои данные/none.json", 404, "no such file"),
        ("мои данные/.hidden.json", 404, "no such file"),
        ("../outside/secret.json", 403, "go up"),
        ("мои данные/../../outside/secret.json", 403, "go up"),
        ("/etc/passwd", 403, "within the server's folder"),
        ("мои данные/link.json", 403, "symbolic link"),
        ("мои данные/linked/secret.json", 403, "symbolic link"),
        ("мои данные/broken.json", 422, "broken.json"),
    ],
)
async def test_what_may_not_or_cannot_be_read_is_told_in_words(jp_fetch, data, path, code, words):
    found, message = await asked(jp_fetch, path)
    assert found == code
    assert words in message
    assert str(data.parent) not in message


async def test_words_on_a_file_tell_no_place_outside_the_file_browser(jp_fetch, data):
    _, message = await asked(jp_fetch, "мои данные/broken.json")
    assert message.startswith("мои данные/broken.json")


class TestLimits:
    async def test_too_much_time(self, data):
        reading = Reading(data / "instances_train.json", data.parent, Limits(seconds=0.01))
        with pytest.raises(LimitError, match=r"more than 0\.01 seconds"):
            await reading.result()

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of memory")
    async def test_too_much_memory(self, data):
        many = {**COCO, "images": [{**COCO["images"][0], "id": place} for place in range(1_000_000)]}
        (data / "large.json").write_text(json.dumps(many))
        reading = Reading(data / "large.json", data.parent, Limits(memory=150 * 2**20))
        with pytest.raises(LimitError, match="of memory"):
            await reading.result()

    async def test_a_report_that_nobody_waits_for_is_ended(self, data):
        reading = Reading(data / "instances_train.json", data.parent, Limits())
        task = asyncio.create_task(reading.result())
        await asyncio.sleep(0.2)  # it has started, and has not yet imported what it needs
        reading.end()
        with pytest.raises(InsightError, match="nobody waited"):
            await task


async def test_a_link_inside_a_data_set_does_not_lead_out_of_the_root(jp_fetch, jp_root_dir):
    outside = jp_root_dir.parent / "elsewhere"
    outside.mkdir()
    (outside / "a.txt").write_text("0 0.5 0.5 0.2 0.2\n")
    data = jp_root_dir / "yolo"
    for part in ("images", "labels"):
        (data / part / "train").mkdir(parents=True)
    (data / "data.yaml").write_text("path: .\ntrain: images/train\nnames: [dog]\n")
    (data / "labels" / "train" / "a.txt").symlink_to(outside / "a.txt")
    (data / "labels" / "train" / "b.txt").write_text("0 0.5 0.5 0.2 0.2\n")
    code, body = await asked(jp_fetch, "yolo")
    boxes = json.loads(zlib.decompress(body))["report"]["splits"]["train"]["labels"] if code == 200 else 0
    assert boxes <= 1


@pytest.mark.parametrize("name", ["train.parquet", "data"])
async def test_a_table_behind_a_link_is_not_opened(jp_fetch, jp_root_dir, name):
    outside = jp_root_dir.parent / "tables"
    outside.mkdir()
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.table({"image": ["a.jpg"], "label": ["secret"]}), outside / "train.parquet")
    (jp_root_dir / "set").mkdir()
    (jp_root_dir / "set" / name).symlink_to(outside / name if "." in name else outside)
    code, words = await asked(jp_fetch, "set")
    assert code == 422
    assert "link that leads out" in words or "no known data set" in words
    assert "secret" not in words


async def test_a_change_is_noticed(jp_fetch, data):
    path = "мои данные/instances_train.json"
    before = json.loads((await asked(jp_fetch, path, "state"))[1])["state"]
    assert before == json.loads((await asked(jp_fetch, path, "state"))[1])["state"]
    (data / "instances_train.json").write_text(json.dumps({**COCO, "annotations": []}))
    assert before != json.loads((await asked(jp_fetch, path, "state"))[1])["state"]
    assert (await asked(jp_fetch, "мои данные/none.json", "state"))[0] == 404


def test_a_change_deep_in_a_folder_is_noticed(tmp_path):
    deep = tmp_path / "labels" / "train"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("0 0.5 0.5 0.1 0.1")
    before = state_of(tmp_path)
    time.sleep(0.01)
    (deep / "a.txt").write_text("0 0.5 0.5 0.2 0.2")
    assert state_of(tmp_path) != before
