"""Callbacks of training libraries that log into live `TrainingCurves`; no library is imported before.

::

    keras(curves)               for `Model.fit(callbacks=[...])`
    lightning(curves)           for `Trainer(callbacks=[...])`
    hugging_face(curves)        for `Trainer(callbacks=[...])` of transformers
    ultralytics(model, curves)  registers itself on a `YOLO` model
    pytorch(curves)             the means of an epoch, for a loop of one's own

None of them raises an error into the training: what cannot be logged is told below the curves.
"""

from insight_widgets.callbacks._hugging_face import hugging_face
from insight_widgets.callbacks._keras import keras
from insight_widgets.callbacks._lightning import lightning
from insight_widgets.callbacks._pytorch import EpochMeans, pytorch
from insight_widgets.callbacks._ultralytics import ultralytics

__all__ = ["EpochMeans", "hugging_face", "keras", "lightning", "pytorch", "ultralytics"]
