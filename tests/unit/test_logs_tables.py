"""Logs that are tables of text: what each library writes, and what may be wrong with it."""

from __future__ import annotations

import codecs
import math

import pytest

from insight_widgets.curves import read_curves
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.logs import read_log


@pytest.fixture
def log(tmp_path):
    def write(text, name="log.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def found(path):
    """Return for each metric the points of train and validation."""
    return {curve.metric: (curve.train.tolist(), curve.val.tolist()) for curve in read_curves(path)}


def notes(path):
    return read_log(path)[0].notes


def test_keras_with_remarks_and_row_numbers(log):
    path = log(
        ",loss,acc,val_loss,val_acc\r\r\n0,2,0.1,3,0.2\r\r\n1,1,0.2,2,0.3\r\r\n%%Elapsed Time: 3m. \r\r\n"
    )
    assert found(path) == {
        "loss": ([[0, 2], [1, 1]], [[0, 3], [1, 2]]),
        "acc": ([[0, 0.1], [1, 0.2]], [[0, 0.2], [1, 0.3]]),
    }
    assert notes(path) == ('1 line of remarks passed over, line 4: "%%Elapsed Time: 3m."',)
    assert read_curves(path)[0].x == "epoch"


def test_lightning_with_sparse_rows(log):
    rows = "".join(f"{n},{10 * n + k},,{10 - n - k / 10},\n" for n in range(4) for k in (0, 9))
    rows += "".join(f"{n},{10 * n + 9},,,{20 - n}\n" for n in range(4)) + "4,39,7.5,,\n"
    assert found(log("epoch,step,test_loss,train_loss,val_loss\n" + rows)) == {
        "loss": ([[n, pytest.approx(9.55 - n)] for n in range(4)], [[n, 20 - n] for n in range(4)]),
        "test_loss": ([], [[4, 7.5]]),
    }


def test_lightning_rates_without_an_epoch_take_that_of_their_step(log):
    rows = "".join(f",{n},0.{n + 1},\n{n},{n},,{5 - n}\n" for n in range(5))
    (curve,) = read_curves(log("epoch,step,lr-Adam,train_loss\n" + rows))
    assert curve.rates.tolist() == [[n, float(f"0.{n + 1}")] for n in range(5)]


def test_ultralytics_with_padded_headers(log):
    head = "   epoch,   train/box_loss, metrics/mAP50(B),   val/box_loss,  lr/pg0\n"
    path = log(
        head
        + "       1,          0.5,     0.25,       inf,   0.1\n"
        + "       2,          0.4,     0.5,      0.7,   0.1\n"
    )
    assert found(path) == {
        "box_loss": ([[1, 0.5], [2, 0.4]], [[1, math.inf], [2, 0.7]]),
        "metrics/mAP50(B)": ([], [[1, 0.25], [2, 0.5]]),
    }


def test_fastai_with_times_in_words(log):
    path = log("epoch,train_loss,valid_loss,error_rate,time\n0,1,2,0.5,00:12\n1,0.5,1,0.4,00:11\n")
    assert found(path) == {
        "loss": ([[0, 1], [1, 0.5]], [[0, 2], [1, 1]]),
        "error_rate": ([], [[0, 0.5], [1, 0.4]]),
    }
    assert notes(path) == ()


def test_weights_and_biases_with_a_chart_of_two_runs(log):
    head = '"Step","calm-sun-1 - train/loss","calm-sun-1 - train/loss__MIN","wild-sea-2 - train/loss"\n'
    first, second = read_log(log(head + '"0","3","3","5"\n"1","2","2",""\n"2","","","4"\n'))
    assert [run.source.rpartition(": ")[2] for run in (first, second)] == ["calm-sun-1", "wild-sea-2"]
    assert first.series[0].values.tolist() == [3, 2]
    assert (second.series[0].name, second.series[0].steps.tolist()) == ("train/loss", [0, 2])


def test_long_form_of_mlflow_and_aim(log):
    mlflow = log(
        "key,value,timestamp,step\n"
        + "".join(f"val_loss,{5 - n},17{n},{n}\nloss,{4 - n},17{n},{n}\n" for n in range(3))
    )
    assert found(mlflow) == {"loss": ([[0, 4], [1, 3], [2, 2]], [[0, 5], [1, 4], [2, 3]])}
    aim = log("run,metric,context.subset,step,value\n" + "".join(
        f"{run},loss,{split},{n},{n}\n" for run in "ab" for split in ("train", "val") for n in range(2)
    ))  # fmt: skip
    assert [(curve.run, curve.metric, len(curve.train), len(curve.val)) for curve in read_curves(aim)] == [
        (0, "loss", 2, 2),
        (1, "loss", 2, 2),
    ]


def test_a_column_of_splits(log):
    rows = "".join(
        f"{n},{split},{value - n}\n" for n in range(2) for split, value in (("train", 4), ("val", 5))
    )
    assert found(log("epoch,phase,loss\n" + rows)) == {"loss": ([[0, 4], [1, 3]], [[0, 5], [1, 4]])}


def test_numbers_under_a_name_of_long_form_are_a_metric(log):
    assert found(log("epoch,loss,metric\n0,3,0.5\n1,2,0.6\n"))["metric"] == ([[0, 0.5], [1, 0.6]], [])


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_separators_are_found(log, separator):
    assert found(log(f"step{separator}loss\n1{separator}2\n")) == {"loss": ([[1, 2]], [])}


def test_other_encodings(log):
    text = "step,loss\n1,2\n2,1\n"
    assert found(log(codecs.BOM_UTF16_LE + text.encode("utf-16-le"))) == found(log("\ufeff" + text))
    with pytest.raises(ReadError, match="line 3: not UTF-8 text"):
        read_log(log(b"step,loss\n1,2\n\xff\xfe\xfd,3\n"))


def test_blanks_are_no_records_and_nan_is_kept(log):
    curve = read_curves(log("step,loss\n1,2\n2,\n3,nan\n4,  \n5,-inf\n"))[0]
    assert str(curve.train.tolist()) == "[[1.0, 2.0], [3.0, nan], [5.0, -inf]]"


def test_cells_without_a_number_are_told_with_their_line(log):
    path = log("step,loss\n1,2\n\n2,oops\n3,1\n4,???\n5,0\n")
    assert found(path) == {"loss": ([[1, 2], [3, 1], [5, 0]], [])}
    assert notes(path) == ('loss: 2 cells without a number passed over, such as "oops" in line 4',)


def test_short_and_long_lines_are_told(log):
    path = log("step,val_loss,loss\n1,2,3\n2,3\n3,4,5,6\n4,3,2\n5")
    assert found(path) == {"loss": ([[1, 3], [3, 5], [4, 2]], [[1, 2], [2, 3], [3, 4], [4, 3]])}
    assert notes(path) == (
        "2 lines of fewer cells than the header: the others are blank",
        "1 line of more cells than the header: those beyond were passed over",
    )


def test_a_header_that_comes_again_begins_a_run_and_another_one_is_an_error(log):
    assert len(read_log(log("epoch,loss\n0,3\n1,2\nepoch,loss\n0,9\n1,8\n"))) == 2
    with pytest.raises(ReadError, match=r"log\.csv: line 4: a second header that differs from the first"):
        read_log(log("epoch,loss\n0,3\n1,2\nepoch,accuracy,loss\n0,9,1\n"))


def test_records_without_a_step_are_told(log):
    path = log("epoch,loss\n0,3\n1,2\n,5\n2,1\n")
    assert found(path) == {"loss": ([[0, 3], [1, 2], [2, 1]], [])}
    assert notes(path) == ("1 record without a step passed over",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        (" \n\n", "the file is empty"),
        ("epoch,loss\n", "a header and a record at least are wanted; got 2 names alone"),
        ("0,1\n1,2\n", "line 1: names of columns are wanted first; got '0,1'"),
        ("epoch,name\n0,a\n1,b\n", "no column holds a metric; columns of numbers are epoch"),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
            "a Git LFS pointer, not the log itself",
        ),
        ("a,b\n" + "x" * 200_000 + ",1\n", "line 2: cells of a table are wanted; field larger"),
    ],
)
def test_what_cannot_be_read_is_one_error_that_names_the_file(log, text, message):
    with pytest.raises(ReadError, match=message) as error:
        read_log(log(text))
    assert "log.csv" in str(error.value)


def test_a_format_that_is_not_known_is_one_error(log, tmp_path):
    with pytest.raises(FormatError, match="no known format of a training log; formats are csv: "):
        read_log(log(b"\x89PNG\r\n\x1a\n\0\0"))
    with pytest.raises(FormatError, match=r'log format "cvs" is not known \(did you mean "csv"\?\)'):
        read_log(log("a,b\n1,2\n"), "cvs")
    with pytest.raises(ReadError, match="no such file or folder"):
        read_log(tmp_path / "none")


def test_one_row_is_read_and_judged_as_too_short(log):
    assert found(log("epoch,loss\n1,2\n")) == {"loss": ([[1, 2]], [])}
