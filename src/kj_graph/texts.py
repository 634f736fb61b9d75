"""Reading a text that a user named, with a clear word when it cannot be read."""

from __future__ import annotations

from kj_graph.errors import InputError


def read_text(path: str) -> str:
    """Return a UTF-8 file as it stands, line ends included; raises InputError when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read().decode()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file", hint="Check the spelling of the path.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start})", hint="Save the file as UTF-8.") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
