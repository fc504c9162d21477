"""A stand-in for Hugging Face's datasets: features, and Arrow tables behind a selection of rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tests.fake_libraries import of_module

if TYPE_CHECKING:
    from collections.abc import Iterator


class Info:
    """datasets.DatasetInfo."""

    dataset_name, builder_name = "pets", None


_INFO = Info()
_FEATURES = "datasets.features.features"


@of_module(_FEATURES)
@dataclass
class Value:
    """datasets.Value."""

    dtype: str


@of_module(_FEATURES)
@dataclass
class ClassLabel:
    """datasets.ClassLabel."""

    names: list[str]
    dtype: str = "int64"


@of_module(_FEATURES)
@dataclass
class List:
    """datasets.List."""

    feature: Any


@of_module("datasets.features.image")
@dataclass
class Image:
    """datasets.Image: bytes and path as Arrow has them, decoded when a row is asked for."""

    dtype: str = "PIL.Image.Image"


def arrow_type(feature: Any) -> Any:
    """Return the type that Arrow has of a feature."""
    import pyarrow as pa

    if isinstance(feature, dict):
        return pa.struct({name: arrow_type(inner) for name, inner in feature.items()})
    if isinstance(feature, List):
        return pa.list_(arrow_type(feature.feature))
    if isinstance(feature, Image):
        return pa.struct({"bytes": pa.binary(), "path": pa.string()})
    return getattr(pa, feature.dtype)()


@of_module("datasets.arrow_dataset", "Dataset")
@dataclass
class ArrowDataset:
    """datasets.Dataset, as far as it is asked for columns."""

    data: Any
    features: dict[str, Any]
    _indices: Any = None
    as_arrow: bool = False
    split: Any = None
    info: Any = _INFO

    @classmethod
    def from_dict(cls, columns: dict[str, list[Any]], features: dict[str, Any]) -> ArrowDataset:
        """Return a data set of columns."""
        import pyarrow as pa

        arrays = {name: pa.array(columns[name], type=arrow_type(one)) for name, one in features.items()}
        return cls(pa.table(arrays), features)

    def __len__(self) -> int:
        return len(self.data if self._indices is None else self._indices)

    def select(self, rows: Any) -> ArrowDataset:
        """Return a selection of rows; the table stays as it is."""
        import pyarrow as pa

        return replace(self, _indices=pa.table({"indices": pa.array(list(rows), type=pa.uint64())}))

    def select_columns(self, columns: list[str]) -> ArrowDataset:
        """Return some columns."""
        features = {name: self.features[name] for name in columns}
        return replace(self, data=self.data.select(columns), features=features)

    def with_format(self, kind: str) -> ArrowDataset:
        """Return a data set whose rows come as Arrow tables."""
        assert kind == "arrow"
        return replace(self, as_arrow=True)

    def __getitem__(self, rows: Any) -> Any:
        assert self.as_arrow, "rows are asked for one by one, which decodes images"
        table = self.data if self._indices is None else self.data.take(self._indices.column(0))
        return table[rows]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        from io import BytesIO

        from PIL import Image as Pillow

        for row in self.data.to_pylist():
            yield {name: Pillow.open(BytesIO(cell["bytes"])) for name, cell in row.items()}

    def to_iterable_dataset(self) -> IterableDataset:
        """Return the data set as a stream."""
        return IterableDataset(self)


@of_module("datasets.iterable_dataset")
@dataclass
class IterableDataset:
    """datasets.IterableDataset."""

    whole: ArrowDataset
    split: Any = None
    info: Any = _INFO

    @property
    def features(self) -> Any:
        """The features, which a stream may not know."""
        return self.whole.features

    def select_columns(self, columns: list[str]) -> IterableDataset:
        """Return some columns."""
        return IterableDataset(self.whole.select_columns(columns))

    def with_format(self, kind: str) -> IterableDataset:
        """Return a stream of Arrow tables."""
        return IterableDataset(self.whole.with_format(kind))

    def iter(self, rows: int) -> Iterator[Any]:
        """Yield batches."""
        for first in range(0, len(self.whole), rows):
            yield self.whole[first : first + rows]


@of_module("datasets.dataset_dict")
class DatasetDict(dict[str, ArrowDataset]):
    """datasets.DatasetDict."""


DATASETS = SimpleNamespace(
    Dataset=ArrowDataset,
    DatasetDict=DatasetDict,
    Value=Value,
    ClassLabel=ClassLabel,
    List=List,
    Image=Image,
    Features=dict,
)
