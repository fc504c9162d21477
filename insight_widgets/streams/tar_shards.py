"""Tar shards of JSON, as WebDataset writes them, as parts: labels only, images are passed over."""

from __future__ import annotations

import tarfile
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec

from insight_widgets.errors import DataError, ReadError, shorten
from insight_widgets.problems import ProblemLog
from insight_widgets.samples import dataset_from_samples
from insight_widgets.streams.file_parts import FilePart, FilePlan, FileSource, ReadPart
from insight_widgets.streams.locations import opened
from insight_widgets.streams.tar_records import sample_of
from insight_widgets.texts.files import NO_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from insight_widgets.dataset import Dataset, Task
    from insight_widgets.read_options import ReadOptions

TAR_SUFFIXES = (".tar", ".tar.gz", ".tgz")
LARGEST = 2**24
"""Bytes of a record; larger ones are told and passed over."""

Samples = list[tuple[str, dict[str, Any]]]
"""Samples, each with the name of the member of the archive that holds it."""

_LABELS = frozenset({"label", "labels", "boxes"})

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
            The file is no tar file, or it is cut, or its records do not fit together.
        """
        log = ProblemLog()
        samples = list(self._samples(log))
        try:
            own, dataset = self._datasets(samples, plan, log)
        except DataError:  # told one by one, which is slow
            own, dataset = self._fitting_datasets(samples, plan, log)
        (found,) = dataset.splits.values()
        log.extend(found.problems)
        told = replace(found, source=self.location.rpartition("/")[2], problems=log.problems())
        return ReadPart({split: told}, dataset.classes, frozenset([own.task]))

    def _datasets(self, samples: Samples, plan: TarPlan, log: ProblemLog) -> tuple[Dataset, Dataset]:
        """Return the data set of samples, by the task that they tell and by that of the plan."""
        if not samples:
            why = [example.partition(": ")[2] for one in log.problems() for example in one.examples[:1]]
            raise ReadError(f"{self.location}: {(*why, NO_RECORD)[0]}")
        own = _dataset(samples, plan, plan.options.task)
        planned = own.task == plan.task or plan.options.task is not None
        return own, own if planned else _dataset(samples, plan, plan.task)

    def _fitting_datasets(self, samples: Samples, plan: TarPlan, log: ProblemLog) -> tuple[Dataset, Dataset]:
        """Return what `_datasets` does of the samples that fit."""
        fitting = self._fitting(samples, plan, log)
        try:
            return self._datasets(fitting, plan, log)
        except DataError as error:
            raise ReadError(f"{self.location}: {error}") from None

    def _fitting(self, samples: Samples, plan: TarPlan, log: ProblemLog) -> Samples:
        """Return the samples that fit; the others are told."""
        fitting: Samples = []
        for member, sample in samples:
            try:
                if _LABELS.intersection(sample):
                    _dataset([(member, sample)], plan, plan.options.task)
                fitting.append((member, sample))
            except DataError as error:
                why = str(error).removeprefix('sample 0 of "all": ')
                log.add("record-unreadable", f"{self._record(member)}: {why}")
        return fitting

    def _record(self, member: str) -> str:
        return f"{self.location.rpartition('/')[2]}: {shorten(member)}"

    def _samples(self, log: ProblemLog) -> Iterator[tuple[str, dict[str, Any]]]:
        try:
            with opened(self.location) as stream, tarfile.open(fileobj=stream, mode="r|*") as archive:
                for member in archive:
                    if member.isfile() and member.name.lower().endswith(".json"):
                        yield from self._sample(archive, member, log)
        except (tarfile.TarError, EOFError, OSError) as error:
            raise ReadError(f"{self.location}: cannot be read as a tar file: {shorten(error)}") from None

    def _sample(
        self, archive: tarfile.TarFile, member: tarfile.TarInfo, log: ProblemLog
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        held = archive.extractfile(member)
        record = None
        if held is not None and member.size <= LARGEST:
            try:
                record = msgspec.json.decode(held.read())
            except (msgspec.DecodeError, UnicodeDecodeError):
                record = None
        if not isinstance(record, dict):
            log.add("record-unreadable", self._record(member.name))
            return
        yield member.name, sample_of(record, member.name[: -len(".json")])


def _dataset(samples: Samples, plan: TarPlan, task: Task | None) -> Dataset:
    found = [sample for _, sample in samples]
    return dataset_from_samples(found, classes=plan.options.classes, task=task, title="")


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
