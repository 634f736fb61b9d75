"""Writing a file whole or not at all: a temporary file beside it, then a rename."""

from __future__ import annotations

import os

from kj_graph.errors import OutputError


def write_text(path: str, text: str) -> None:
    """Write UTF-8 text to a file; raises OutputError and leaves what stood there untouched when it cannot."""
    import tempfile

    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path):
        raise OutputError(f"{path}: is a folder, not a file", hint="Name a file to write.")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".kj-graph-", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except OSError as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        reason = error.strerror or str(error)
        raise OutputError(
            f"{path}: cannot be written: {reason}",
            hint="Nothing was changed. Choose a path you may write to.",
        ) from None
    except BaseException:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int:
    """Return the permissions of the file that is replaced, or those a new file would have."""
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
