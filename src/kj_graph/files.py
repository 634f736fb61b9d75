"""Writing a file whole or not at all: a temporary file beside it, then a rename."""

from __future__ import annotations

import os
from contextlib import contextmanager

from kj_graph.errors import KjGraphError, OutputError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO


def write_text(path: str, text: str) -> None:
    """Write UTF-8 text to a file; raises OutputError and leaves what stood there untouched when it cannot."""
    with open_whole(path) as file:
        file.write(text)


@contextmanager
def open_whole(path: str) -> Iterator[IO[str]]:
    """Open a file for UTF-8 text that appears under its name only when the block ends without an error.

    A path that ends in `.gz` is compressed, the same bytes for the same text. Raises OutputError and leaves what stood
    there untouched when it cannot be written.
    """
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path):
        raise OutputError(f"{path}: is a folder, not a file", hint="Name a file to write.")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".kj-graph-", dir=folder)
        with _open_handle(handle, path) as file:
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
