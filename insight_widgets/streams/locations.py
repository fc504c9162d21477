"""Where data lie: a path of this machine, or an address such as ``s3://bucket/folder``."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from insight_widgets.errors import ReadError, shorten
from insight_widgets.readers._annotation_files import refuse_links_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]+://")
_WEB = ("http://", "https://")
_WILD = re.compile(r"[*?\[]")
_EXTRAS = {
    "s3": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "hf": "huggingface_hub",
    "http": "aiohttp",
    "https": "aiohttp",
}


def is_address(text: str) -> bool:
    """Whether a text is an address of another place than this machine."""
    return bool(_ADDRESS.match(text))


def has_wildcards(text: str) -> bool:
    """Whether a text stands for several files (``train-*.parquet``)."""
    return bool(_WILD.search(text.split("://", 1)[-1]))


def is_elsewhere(text: str) -> bool:
    """Whether a text is no path of this machine: an address, or a pattern that no file is called."""
    return is_address(text) or (has_wildcards(text) and not Path(text).expanduser().exists())


def files_at(text: str, suffixes: Sequence[str]) -> list[str]:
    """Return the files that a path or address means, sorted: itself, those below it, those that fit it.

    Raises
    ------
    ReadError
        There is none, one is a link out of its folder, or the place cannot be reached.
    """
    found = _remote(text) if is_address(text) else _local(text, tuple(suffixes))
    chosen = sorted(one for one in found if one.lower().endswith(tuple(suffixes)) and not _hidden(one))
    if not chosen:
        raise ReadError(f"{text}: no file here that ends in {', '.join(suffixes)}")
    return chosen


def _hidden(name: str) -> bool:
    return name.rpartition("/")[2].startswith((".", "_"))


def _local(text: str, suffixes: tuple[str, ...]) -> list[str]:
    path = Path(text).expanduser()
    if path.is_file():
        return [str(path)]
    if path.is_dir():
        return _inside(path, (file for file in path.rglob("*") if file.name.lower().endswith(suffixes)))
    if has_wildcards(text):
        folder = Path(*path.parts[: next(at for at, part in enumerate(path.parts) if has_wildcards(part))])
        return _inside(folder, folder.glob(str(path.relative_to(folder))))
    raise ReadError(f"{text}: no such file or folder")


def _inside(folder: Path, found: Iterable[Path]) -> list[str]:
    """Return what is a file; links that lead out of the folder are refused before anything opens them."""
    files = [file for file in found if file.is_file()]
    refuse_links_out(files, folder)
    return list(map(str, files))


def _remote(text: str) -> list[str]:
    system, inner = filesystem_of(text)
    try:
        if has_wildcards(text):
            names = system.glob(inner)
        else:
            names = [inner] if system.isfile(inner) else system.find(inner)
    except (OSError, ValueError) as error:
        raise ReadError(f"{text}: cannot be listed: {shorten(error)}") from None
    return [system.unstrip_protocol(name) for name in names]


def filesystem_of(address: str) -> tuple[Any, str]:
    """Return the file system of an address (of fsspec), and what the address is called there.

    Raises
    ------
    ReadError
        What it needs is not installed, or the place cannot be reached.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise ReadError(
            f'{address}: addresses are read with fsspec; install it: pip install "insight-widgets[remote]"'
        ) from None
    scheme = address.partition("://")[0]
    try:
        system, inner = url_to_fs(address)
    except ImportError:
        package = _EXTRAS.get(scheme, scheme)
        raise ReadError(
            f"{address}: {scheme}:// is read with {package}; install it: pip install {package}"
        ) from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{address}: cannot be reached: {shorten(error)}") from None
    return system, inner


def opened(location: str) -> Any:
    """Return a file that is open for reading bytes."""
    if not is_address(location):
        return Path(location).open("rb")
    system, inner = filesystem_of(location)
    if location.startswith(_WEB) and not _gives_pieces(system, inner):
        return _copied(system, inner)
    return system.open(inner, "rb")


def _gives_pieces(system: Any, inner: str) -> bool:
    """Whether a web server sends a piece of a file where it is asked for one."""
    if system.info(inner).get("partial"):
        return True
    with system.open(inner, "rb") as file:
        try:
            file.seek(max((file.size or 0) - 1, 1))
            file.read(1)
        except ValueError:
            return False
    return True


def _copied(system: Any, inner: str) -> IO[bytes]:
    """Return a copy of a file that is only sent as a whole; it is deleted once it is closed."""
    copy = TemporaryFile(prefix="insight-widgets-")  # noqa: SIM115  (closed by who reads it)
    with system.open(inner, "rb", block_size=0) as file:
        copyfileobj(file, copy)
    copy.seek(0)
    return copy


@contextmanager
def at_hand(location: str) -> Iterator[Path]:
    """Yield a path under which a file can be read here: its own, or that of a copy that lasts as long."""
    if not is_address(location):
        yield Path(location)
        return
    system, inner = filesystem_of(location)
    with TemporaryDirectory(prefix="insight-widgets-") as folder:
        copy = Path(folder, inner.rpartition("/")[2])
        system.get_file(inner, str(copy))
        yield copy


def mark_of(location: str) -> list[Any]:
    """Return what changes when a file changes: its size, and when it was written or its tag."""
    if not is_address(location):
        stat = Path(location).stat()
        return [stat.st_size, stat.st_mtime_ns]
    system, inner = filesystem_of(location)
    told = system.info(inner)
    tag = next(
        (str(told[key]) for key in ("ETag", "etag", "mtime", "LastModified", "created") if told.get(key)), ""
    )
    return [told.get("size"), tag]
