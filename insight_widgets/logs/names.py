"""What the names in a log mean: steps, splits, learning rates, clocks, and which way is better."""

from __future__ import annotations

import re
from functools import cache

EPOCHS = ("epoch", "epochs", "train/epoch", "trainer/epoch", "current_epoch")
STEPS = (
    "global_step",
    "trainer/global_step",
    "train/global_step",
    "step",
    "iteration",
    "iterations",
    "iter",
    "iters",
    "batch",
    "_step",
)
"""Names of columns that say when a record was made, the surest first."""

ROW_NUMBERS = ("", "unnamed: 0", "index")
"""What a table that was written with its row numbers calls them."""

RUNS = ("run", "run_id", "run_name", "run_uuid", "run.hash")
"""Columns of words that tell the runs of a table apart."""

SPLITS = {
    "train": "train",
    "training": "train",
    "val": "val",
    "valid": "val",
    "validation": "val",
    "dev": "val",
    "eval": "eval",
    "evaluation": "eval",
    "test": "test",
    "testing": "test",
}
_SPLIT = "|".join(sorted(SPLITS, key=len, reverse=True))
_GAP = r"(?:\s*[_/\-.:]+\s*|\s+)"
_PLACES = (
    re.compile(rf"(?P<split>(?i:{_SPLIT}))(?:{_GAP}|(?<=[a-z])(?=[A-Z]))(?P<after>.+)"),
    re.compile(rf"(?P<before>.+?){_GAP}(?P<split>(?i:{_SPLIT}))"),
    re.compile(rf"(?P<before>.+?[/.])(?P<split>(?i:{_SPLIT}))[/.](?P<after>.+)"),
)

_RATES = re.compile(r"(?:.*[/_\s])?(?:base_|initial_)?(?:lr|learning[_ ]?rate)\d*(?:[-/_].*)?", re.IGNORECASE)
_CLOCKS = re.compile(
    r"(?:.*[/_])?(?:"
    r"(?:(?:rank|data|iter|epoch|step|batch|wall|elapsed|train|eval|val|test|total|compute)[_ ]?)*time"
    r"|timestamp|date|runtime|elapsed(?:[_ ]time)?|duration|eta(?:_seconds)?|seconds"
    r"|(?:\w+_)?(?:samples|steps|tokens|images|iterations|batches|it)_per_(?:second|sec)|fps|throughput"
    r"|total_flos|memory|mem|gpu_mem(?:ory)?|max_mem(?:ory)?|cuda_mem(?:ory)?|memory_(?:allocated|reserved|used|peak|max)|num_input_tokens_seen"
    r")(?:_?(?:s|sec|secs|seconds|ms|mb|gb))?",
    re.IGNORECASE,
)

_LESS = frozenset(
    (
        "loss",
        "losses",
        "error",
        "err",
        "perplexity",
        "ppl",
        "mae",
        "mse",
        "rmse",
        "rmsle",
        "mape",
        "nll",
        "wer",
        "cer",
        "fid",
        "lpips",
        "ece",
        "brier",
    )
)
_FROM_ZERO = frozenset(("map", "map50", "map75", "map95", "ap", "ap50", "ap75", "ap95", "dice"))
_ACCURACY = frozenset(("accuracy", "acc", "top1"))
_MORE = (
    _FROM_ZERO
    | _ACCURACY
    | frozenset(
        (
            "top5",
            "ar",
            "iou",
            "miou",
            "f1",
            "f1score",
            "auc",
            "auroc",
            "auprc",
            "precision",
            "recall",
            "sensitivity",
            "specificity",
            "kappa",
            "mcc",
            "r2",
            "psnr",
            "ssim",
            "pq",
            "fitness",
            "score",
        )
    )
)
_METRIC_WORDS = re.compile(r"m(?:AP|IoU|Dice)\d*|AP\d*|IoU|[A-Z]?[a-z]+\d*|[A-Z]+\d*")
_OF_VALIDATION = ("metrics/", "bbox/", "segm/", "keypoints/", "sem_seg/", "panoptic_seg/", "coco/")


def split_of(name: str) -> tuple[str | None, str]:
    """Return split and metric of a name.

    A split word stands before the metric, behind it, or as a part of a path, parted by ``_ / - . :`` or a
    blank; before it also by a capital (``valLoss``). ``train``, ``training``: train; ``val``, ``valid``,
    ``validation``, ``dev``: val; ``eval``, ``evaluation``: eval; ``test``, ``testing``: test.

    Returns
    -------
    split : {"train", "val", "eval", "test"} or None
        None where the name has no split word.
    metric : str
        The rest of the name.

    Examples
    --------
    >>> split_of("val_loss"), split_of("train/box_loss"), split_of("Loss/test"), split_of("loss")
    (('val', 'loss'), ('train', 'box_loss'), ('test', 'Loss'), (None, 'loss'))
    """
    bare = name.strip()
    for place in _PLACES:
        if found := place.fullmatch(bare):
            parts = found.groupdict()
            return SPLITS[parts["split"].lower()], (parts.get("before") or "") + (parts.get("after") or "")
    return None, bare


def is_rate(name: str) -> bool:
    """Whether a name is that of a learning rate (``lr``, ``lr/pg0``, ``x/lr0``, ``learning_rate``)."""
    return _RATES.fullmatch(split_of(name)[1]) is not None


def identity(name: str) -> tuple[bool, str]:
    """Return what makes a name the same as another: whether it is of train, and the metric."""
    split, metric = split_of(name)
    return split in (None, "train"), metric.lower()


@cache
def is_clock(name: str) -> bool:
    """Whether a name tells of steps, times, speeds or memory, not of what was learnt."""
    bare = name.strip().lower()
    known = (*EPOCHS, *STEPS, *ROW_NUMBERS)
    return any(one in known or _CLOCKS.fullmatch(one) is not None for one in (bare, split_of(bare)[1]))


def is_loss(name: str) -> bool:
    """Whether a name is that of a loss."""
    return "loss" in name.lower()


def less_is_better(name: str) -> bool:
    """Whether a metric is better the lower it is: losses, errors, perplexity, MAE, MSE and the like."""
    return is_loss(name) or bool(_words(name) & _LESS)


def is_quality(name: str) -> bool:
    """Whether a name is that of a known measure of quality."""
    return not is_loss(name) and bool(_words(name) & (_MORE | _LESS))


def is_of_validation(name: str) -> bool:
    """Whether a name without a split word is measured on validation by its library's custom."""
    return name.strip().lower().startswith(_OF_VALIDATION) and not is_loss(name)


def starts_from_zero(name: str) -> bool:
    """Whether a metric is about 0 by chance: mean average precision, Dice."""
    return bool(_words(name) & _FROM_ZERO)


def is_accuracy(name: str) -> bool:
    """Whether a metric is an accuracy, by chance one of so many classes."""
    return bool(_words(name) & _ACCURACY)


def _words(name: str) -> set[str]:
    return {word.lower() for word in _METRIC_WORDS.findall(name)}
