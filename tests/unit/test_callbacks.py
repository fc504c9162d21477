"""Callbacks of training libraries, on stand-ins that follow the hooks of the real ones.

Keras 3.15, Lightning 2.6, transformers 5.23, Ultralytics 8.4 and PyTorch 2.15 were trained with them by hand;
they are too heavy for every machine.
"""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from insight_widgets import TrainingCurves, callbacks
from insight_widgets.errors import InsightError


@pytest.fixture
def installed(monkeypatch):
    """Puts modules with some content where imports look for them."""

    def put(name, **content):
        parts = name.split(".")
        for place in range(1, len(parts) + 1):
            monkeypatch.setitem(sys.modules, ".".join(parts[:place]), ModuleType(".".join(parts[:place])))
        vars(sys.modules[name]).update(content)

    return put


def told(curves):
    """Return metric, train and validation of each curve."""
    return {curve["metric"]: (curve["train"], curve["val"]) for curve in curves.to_dict()["curves"]}


def rates(curves):
    return curves.to_dict()["curve_runs"][0]["rates"]


def notes(curves):
    return curves.to_dict()["curve_runs"][0]["notes"]


def test_keras_logs_each_epoch_with_its_rate(installed):
    installed("keras.callbacks", Callback=type("Callback", (), {}))
    curves = TrainingCurves()
    callback = callbacks.keras(curves)
    callback.model = SimpleNamespace(optimizer=SimpleNamespace(learning_rate=0.1))
    for epoch in range(3):
        callback.on_epoch_end(epoch, {"loss": 3 - epoch, "val_loss": 4 - epoch})
    assert told(curves) == {"loss": ([[0, 3], [1, 2], [2, 1]], [[0, 4], [1, 3], [2, 2]])}
    assert rates(curves) == [[0, 0.1], [1, 0.1], [2, 0.1]]
    assert curves.to_dict()["curves"][0]["x"] == "epoch"


def test_keras_may_have_no_logs_and_no_model(installed):
    installed("keras.callbacks", Callback=type("Callback", (), {"model": None}))
    curves = TrainingCurves()
    callbacks.keras(curves).on_epoch_end(0)
    assert told(curves) == {}


def trainer(epoch, **metrics):
    optimizer = SimpleNamespace(param_groups=[{"lr": 0.5}])
    return SimpleNamespace(
        current_epoch=epoch, callback_metrics=metrics, optimizers=[optimizer], is_global_zero=True
    )


def test_lightning_leaves_out_an_earlier_validation(installed):
    installed("lightning.pytorch.callbacks", Callback=type("Callback", (), {}))
    curves = TrainingCurves()
    callback = callbacks.lightning(curves)
    callback.on_train_epoch_end(trainer(0, train_loss=3.0), None)
    callback.on_validation_end(None, None)
    callback.on_train_epoch_end(trainer(1, train_loss=2.0, val_loss=2.5), None)
    callback.on_train_epoch_end(trainer(2, train_loss=1.0, val_loss=2.5), None)
    assert told(curves) == {"loss": ([[0, 3], [1, 2], [2, 1]], [[1, 2.5]])}
    assert rates(curves)[0] == [0, 0.5]


def test_lightning_logs_in_the_first_process_alone(installed):
    installed("lightning.pytorch.callbacks", Callback=type("Callback", (), {}))
    curves = TrainingCurves()
    other = trainer(0, train_loss=3.0)
    other.is_global_zero = False
    callbacks.lightning(curves).on_train_epoch_end(other, None)
    assert told(curves) == {}


def test_hugging_face_logs_by_step_without_the_summary(installed):
    installed("transformers", TrainerCallback=type("TrainerCallback", (), {}))
    curves = TrainingCurves()
    callback = callbacks.hugging_face(curves)
    for step in range(1, 6):
        state = SimpleNamespace(global_step=10 * step, is_world_process_zero=True)
        callback.on_log(
            None, state, None, logs={"loss": 1 / step, "learning_rate": 0.1, "epoch": step / 2}, model=1
        )
        callback.on_log(
            None, state, None, logs={"eval_loss": 2 / step, "eval_runtime": 3.0, "epoch": step / 2}
        )
    callback.on_log(None, state, None, logs={"train_runtime": 9.0, "train_loss": 0.5, "epoch": 2.5})
    train, val = told(curves)["loss"]
    assert (train[-1], val[-1], len(train)) == ([2.5, 0.2], [2.5, 0.4], 5)
    assert list(told(curves)) == ["loss"]


class Yolo:
    """Calls back as a YOLO model does, also for the last validation of the best weights."""

    def __init__(self):
        self.hooks = {}

    def add_callback(self, event, hook):
        self.hooks.setdefault(event, []).append(hook)

    def run(self, event, trainer):
        for hook in self.hooks.get(event, []):
            hook(trainer)

    def train(self, epochs):
        trainer = SimpleNamespace(
            label_loss_items=lambda items, prefix: {f"{prefix}/box_loss": items}, lr={"lr/pg0": 0.1}
        )
        for trainer.epoch in range(epochs):
            trainer.tloss = 3.0 - trainer.epoch
            trainer.metrics = {"val/box_loss": 3.5 - trainer.epoch, "metrics/mAP50(B)": 0.1 * trainer.epoch}
            self.run("on_train_epoch_end", trainer)
            self.run("on_fit_epoch_end", trainer)
        trainer.epoch += 1
        self.run("on_fit_epoch_end", trainer)


def test_ultralytics_logs_what_its_table_has_and_the_last_validation_once():
    curves, model = TrainingCurves(), Yolo()
    callbacks.ultralytics(model, curves)
    model.train(3)
    assert told(curves)["box_loss"] == ([[1, 3], [2, 2], [3, 1]], [[1, 3.5], [2, 2.5], [3, 1.5]])
    assert [step for step, _ in told(curves)["metrics/mAP50(B)"][1]] == [1, 2, 3]
    model.train(2)
    assert [curve["run"] for curve in curves.to_dict()["curves"][:1]] == [0]


def test_a_loop_of_ones_own_logs_means_weighed_with_the_batches():
    curves = TrainingCurves()
    means = callbacks.pytorch(curves)
    for epoch in range(2):
        means.add(3, loss=1.0)
        means.add(1, loss=5.0)
        means.add(4, val_loss=2.0 + epoch)
        means.log(epoch, learning_rate=0.1)
    assert told(curves) == {"loss": ([[0, 2], [1, 2]], [[0, 2], [1, 3]])}
    assert rates(curves) == [[0, 0.1], [1, 0.1]]


def test_no_callback_raises_into_a_training(installed):
    installed("keras.callbacks", Callback=type("Callback", (), {}))
    installed("transformers", TrainerCallback=type("TrainerCallback", (), {}))
    curves, model = TrainingCurves(), Yolo()
    callbacks.keras(curves).on_epoch_end(0, {"loss": 1.0})  # a callback without a model
    assert "has no attribute 'model'" in notes(curves)[0]
    callbacks.hugging_face(curves).on_log(None, None, None, logs={"loss": 1})
    callbacks.ultralytics(model, curves)
    model.run("on_train_epoch_end", None)
    model.run("on_fit_epoch_end", SimpleNamespace())
    means = callbacks.pytorch(curves)
    means.add(1, loss=None)
    means.log(0)
    assert len(notes(curves)) == 3


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (callbacks.keras, "keras.callbacks is not installed; install it with: pip install keras"),
        (callbacks.lightning, "install it with: pip install lightning"),
        (callbacks.hugging_face, "install it with: pip install transformers"),
    ],
)
def test_a_library_that_is_missing_is_named_with_the_line_that_installs_it(monkeypatch, make, line):
    for name in ("keras", "tensorflow", "lightning", "pytorch_lightning", "transformers"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InsightError, match=line):
        make(TrainingCurves())
