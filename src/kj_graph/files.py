"""Writing a file whole or not at all: a temporary file beside it, then a rename."""

from __future__ import annotations

import os
from contextlib import contextmanager

from kj_graph.errors import KjGraphError, OutputError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import IO, Any


def write_text(path: str, text: str) -> None:
    """Write UTF-8 text to a file; raises OutputError and leaves what stood there untouched when it cannot."""
    with open_whole(path) as file:
        file.write(text)


@contextmanager
def open_whole(path: str, *, binary: bool = False) -> Iterator[IO[Any]]:
    """Open a file for UTF-8 text, or bytes, that appears under its name only when the block ends without an error.

    For text a path that ends in `.gz` is compressed, the same bytes for the same text. Raises OutputError and leaves
    what stood there untouched when it cannot be written.
    """
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path):
        raise OutputError(f"{path}: is a folder, not a file", hint="Name a file to write.")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".kj-graph-", dir=folder)
        with os.fdopen(handle, "wb") if binary else _open_handle(handle, path) as file:
            yield file
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        if isinstance(error, OSError) and not isinstance(error, KjGraphError):
            reason = error.strerror or str(error)
            raise OutputError(
                f"{path}: cannot be written: {reason}",
                hint="Nothing was changed. Choose a path you may write to.",
            ) from None
        raise


@contextmanager
def _open_handle(handle: int, path: str) -> Iterator[IO[str]]:
    if not path.endswith(".gz"):
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    import gzip
    import io

    with (
        os.fdopen(handle, "wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as file,
    ):
        yield file


def _mode(path: str) -> int:
    """Return the permissions of the file that is replaced, or those a new file would have."""
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def write_zip(path: str, texts: Mapping[str, str]) -> None:
    """Write texts by name as a zip archive, whole or not at all; the same texts give the same bytes."""
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            entry = zipfile.ZipInfo(name)  # without a time of its own: that of 1980-01-01
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    with open_whole(path, binary=True) as file:
        file.write(packed.getvalue())


def write_folder(path: str, texts: Mapping[str, str], replaceable: Collection[str] = ()) -> None:
    """Write texts by name into a new or empty folder, whole or not at all.

    A folder that holds nothing but `replaceable` files is replaced. Raises OutputError where something else stands
    there, which stays as it is.
    """
    import shutil
    import tempfile

    path = os.path.abspath(path)
    temporary = ""
    try:
        if os.path.lexists(path):
            _refuse_others(path, replaceable)
        temporary = tempfile.mkdtemp(prefix=".kj-graph-", dir=os.path.dirname(path))
        new, old = os.path.join(temporary, "new"), os.path.join(temporary, "old")
        os.mkdir(new)
        for name, text in texts.items():
            with open(os.path.join(new, name), "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        try:
            if os.path.isdir(path):
                os.rename(path, old)
            os.rename(new, path)
        except BaseException:
            if os.path.isdir(old) and not os.path.lexists(path):
                os.rename(old, path)
            raise
    except OSError as error:
        if isinstance(error, KjGraphError):
            raise
        reason = error.strerror or str(error)
        raise OutputError(
            f"{path}: cannot be written: {reason}", hint="Nothing was changed. Choose a path you may write to."
        ) from None
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _refuse_others(path: str, replaceable: Collection[str]) -> None:
    if not os.path.isdir(path):
        raise OutputError(f"{path}: is a file, not a folder", hint="Name a folder, or a file that ends in .zip.")
    others = sorted(name for name in os.listdir(path) if name not in replaceable)
    if others:
        raise OutputError(
            f"{path}: holds other things, such as {others[0]}",
            hint="Name a new or an empty folder; nothing was changed.",
        )
