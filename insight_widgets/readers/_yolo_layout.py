"""Which folders and lists of a YOLO set are which split."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import FormatError, ReadError, shorten
from insight_widgets.naming import ALL, known_split, split_name
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._image_tree import folders, is_folder, plain
from insight_widgets.readers._yolo_files import YoloFiles
from insight_widgets.readers._yolo_paths import WrittenPaths
from insight_widgets.texts.files import not_there, points_to_train

if TYPE_CHECKING:
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._yolo_config import YoloConfig

_IMAGES, _LABELS = "images", "labels"


@dataclass(frozen=True, slots=True)
class _Sources:
    """The folders and lists of a split.

    Attributes
    ----------
    paths : list of Path
    log : ProblemLog
        Paths of the set that are not there, or cannot be meant.
    """

    paths: list[Path]
    log: ProblemLog = field(default_factory=ProblemLog)


def files_of(config: YoloConfig, options: ReadOptions) -> dict[str, YoloFiles]:
    """Return the files of every split.

    Raises
    ------
    ReadError
        Nothing of what the set names is there.
    FormatError
        Two entries are one split.
    """
    given = () if options.images is None else (options.images.resolve(),)
    paths = WrittenPaths((config.folder, *given), config.base)
    splits = _told(config, paths) if config.splits else _by_folders(config.folder)
    found: dict[str, YoloFiles] = {}
    for name, sources in splits.items():
        found[name] = YoloFiles(config.folder, sources.log)
        for path in sources.paths:
            if is_folder(path):
                found[name].add_folder(path)
            else:
                found[name].add_list(path, paths)
    return found


def _told(config: YoloConfig, paths: WrittenPaths) -> dict[str, _Sources]:
    """Return the sources of the splits that data.yaml tells."""
    splits: dict[str, _Sources] = {}
    for key, written in config.splits.items():
        name = split_name(key)
        if name in splits:
            raise FormatError(f'{config.file}: "{key}" and another entry are both the split {name}')
        splits[name] = _Sources([])
        for one in written:
            path = paths.find(one)
            if path is None:
                words = not_there(config.name, key, one)
                splits[name].log.add("split-path", words)
            else:
                splits[name].paths.append(path)
    _mend(splits, config)
    if not any(sources.paths for sources in splits.values()):
        first = next(iter(config.splits.items()))
        raise ReadError(
            f'{config.file}: nothing of what it names is in {config.folder}, such as "{first[0]}: '
            f'{shorten(first[1][0])}"; give the folder that holds data.yaml and images, or images='
        )
    return splits


def _mend(splits: dict[str, _Sources], config: YoloConfig) -> None:
    """Take the folder that is called like a split for one that points to train's, or nowhere."""
    train = splits["train"].paths if "train" in splits else []
    for name, sources in splits.items():
        if name == "train" or (sources.paths and sources.paths != train):
            continue
        own = _folders_called(config.folder, name)
        if not own:
            continue
        if sources.paths:
            own_name = plain(own[0].relative_to(config.folder).parts[0])
            words = points_to_train(config.name, name, own_name)
            sources.log.add("split-path", words)
        sources.paths[:] = own


def _folders_called(folder: Path, name: str) -> list[Path]:
    """Return the folder of images of a split by its name."""
    return _by_folders(folder)[name].paths if name in _by_folders(folder) else []


def _by_folders(folder: Path) -> dict[str, _Sources]:
    """Return the sources of the splits that folders tell: images/train, train/images, train, or none."""
    for top in (folder / _IMAGES, folder / _LABELS, folder):
        parts = [Path(entry.path) for entry in folders(top)] if is_folder(top) else []
        splits = {split_name(plain(part.name)): part for part in parts if known_split(part.name)}
        if splits:
            return {name: _Sources([_inner(part)]) for name, part in splits.items()}
    lists = {split_name(file.stem): file for file in sorted(folder.glob("*.txt")) if known_split(file.stem)}
    if lists:
        return {name: _Sources([file]) for name, file in lists.items()}
    return {ALL: _Sources([_inner(folder)])}


def _inner(folder: Path) -> Path:
    return folder / _IMAGES if is_folder(folder / _IMAGES) else folder
