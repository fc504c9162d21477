"""Tar shards of JSON, as WebDataset writes them, as parts: labels only, images are passed over."""

from __future__ import annotations

import tarfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from insight_widgets.errors import DataError, ReadError, shorten
from insight_widgets.image_files import is_image_name
from insight_widgets.problems import ProblemLog
from insight_widgets.samples import dataset_from_samples
from insight_widgets.streams.file_parts import FilePart, FilePlan, FileSource, ReadPart
from insight_widgets.streams.locations import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from insight_widgets.read_options import ReadOptions

TAR_SUFFIXES = (".tar", ".tar.gz", ".tgz")
LARGEST = 2**24
"""Bytes of a record; larger ones are told and passed over."""

_FIELDS = {
    "label": ("label", "class", "cls"),
    "labels": ("labels", "classes", "categories"),
    "boxes": ("boxes", "bboxes", "bbox"),
    "width": ("width", "image_width"),
    "height": ("height", "image_height"),
    "crowd": ("crowd", "iscrowd"),
}
"""What a sample calls a field, to what records call it."""

_TASKS = ("multiclass", "multilabel", "detection")


@dataclass(frozen=True)
class TarPlan(FilePlan):
    """How shards are read."""

    def settled(self, facts: frozenset[str]) -> Self:
        """Return the plan that all facts together decide."""
        if self.options.task is not None:
            return self
        task = max((fact for fact in facts if fact in _TASKS), key=_TASKS.index, default=self.task)
        return replace(self, task=task)  # type: ignore[arg-type]  # one of the tasks


@dataclass(frozen=True, slots=True)
class TarShard:
    """A tar file with a JSON record for every image: ``label`` or ``labels``, perhaps ``boxes``."""

    location: str

    def read(self, plan: TarPlan, split: str) -> ReadPart:
        """Read the records.

        Raises
        ------
        ReadError
            The file is no tar file, or it is cut.
        DataError
            A record does not fit.
        """
        log = ProblemLog()
        samples = list(self._samples(log))
        if not samples:
            raise ReadError(f"{self.location}: no JSON record of an image in it")
        own = dataset_from_samples(samples, classes=plan.options.classes, task=plan.options.task, title="")
        dataset = own
        if own.task != plan.task and plan.options.task is None:
            dataset = dataset_from_samples(samples, classes=plan.options.classes, task=plan.task, title="")
        (found,) = dataset.splits.values()
        log.extend(found.problems)
        told = replace(found, source=self.location.rpartition("/")[2], problems=log.problems())
        return ReadPart({split: told}, dataset.classes, frozenset([own.task]))

    def _samples(self, log: ProblemLog) -> Iterator[dict[str, Any]]:
        try:
            with opened(self.location) as stream, tarfile.open(fileobj=stream, mode="r|*") as archive:
                for member in archive:
                    if member.isfile() and member.name.lower().endswith(".json"):
                        yield from self._sample(archive, member, log)
        except (tarfile.TarError, EOFError, OSError) as error:
            raise ReadError(f"{self.location}: cannot be read as a tar file: {shorten(error)}") from None

    def _sample(
        self, archive: tarfile.TarFile, member: tarfile.TarInfo, log: ProblemLog
    ) -> Iterator[dict[str, Any]]:
        held = archive.extractfile(member)
        record = None
        if held is not None and member.size <= LARGEST:
            try:
                record = msgspec.json.decode(held.read())
            except (msgspec.DecodeError, UnicodeDecodeError):
                record = None
        if not isinstance(record, dict):
            log.add("record-unreadable", f"{self.location.rpartition('/')[2]}: {shorten(member.name)}")
            return
        yield _sample_of(record, member.name[: -len(".json")])


def _sample_of(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a record as a sample; the name of its image is what it says, else that of the member."""
    told = next((record[name] for name in ("file_name", "filename", "image") if name in record), None)
    name = told if isinstance(told, str) else key if is_image_name(key) else f"{key}.jpg"
    sample: dict[str, Any] = {"image": name}
    for ours, theirs in _FIELDS.items():
        value = next((record[one] for one in theirs if record.get(one) is not None), None)
        if value is not None:
            sample[ours] = value
    if "boxes" in sample:
        named = sample.pop("label", ())
        sample.setdefault("labels", named)
    return sample


def tar_source(title: str, files: Mapping[str, Sequence[str]], options: ReadOptions) -> FileSource:
    """Return tar shards as a source of parts.

    Parameters
    ----------
    files : mapping of str to sequence of str
        By split.

    Raises
    ------
    DataError
        A task is asked for that needs more than labels and boxes.
    """
    if options.task == "segmentation":
        raise DataError(f"{title}: tar shards of JSON hold labels and boxes; segmentation needs masks")
    parts = tuple(FilePart(file, split, TarShard(file)) for split, of in files.items() for file in of)
    return FileSource(
        title, parts, TarPlan(options.task or "multiclass", options), tuple(p.name for p in parts)
    )
