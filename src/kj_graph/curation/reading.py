"""Reading RDF files of others as a stream of triples, so that a file may be larger than memory.

Turtle, N-Triples, JSON-LD, RDF/XML, and of N-Quads and TriG the triples without their graphs; each also packed by gzip.
A file that cannot be read is an InputError with the line and column that `kj-graph check` names. Nothing is fetched
from the network: JSON-LD whose context lies elsewhere is refused and told so.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterator

from pyoxigraph import Triple

from kj_graph.checks.contents import FORMATS, find_format, open_content, stream_quads
from kj_graph.checks.syntax import check_syntax
from kj_graph.errors import InputError

_REMOTE = "LoadDocumentCallback"


def list_files(path: str) -> list[str]:
    """Return the RDF files that a path means: the file itself, or all of a folder, not of the folders in it.

    Raises InputError for a path that is not there, and for a folder without RDF files.
    """
    if not os.path.isdir(path):
        if not os.path.exists(path):
            raise InputError(f"{path}: no such file", hint="Check the spelling of the path.")
        return [path]
    names = sorted(name for name in os.listdir(path) if find_format(name) is not None)
    if not names:
        raise InputError(f"{path}: the folder holds no RDF file", hint=_endings())
    return [os.path.join(path, name) for name in names]


def read_triples(path: str, *, progress: bool = False) -> Iterator[Triple]:
    """Yield the triples of a file one at a time; `progress` counts them on standard error when it takes long.

    What was yielded before an error is of no use: the caller throws it away. Raises InputError.
    """
    if find_format(path) is None:
        raise InputError(f"{path}: unknown kind of file", hint=_endings())
    try:
        for quad in stream_quads(path, progress=progress):
            yield quad.triple
    except FileNotFoundError:
        raise InputError(f"{path}: no such file", hint="Check the spelling of the path.") from None
    except (SyntaxError, UnicodeDecodeError) as error:
        raise explain_fault(path, error) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path}: damaged or cut short: {error}", hint="Fetch or write the file again.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None


def _endings() -> str:
    return f"Name it by its format: {', '.join(sorted(FORMATS))}, each also with .gz."


def explain_fault(path: str, error: Exception) -> InputError:
    """Return the error of a file that cannot be parsed, in the words of the check of its syntax."""
    if _REMOTE in str(error):
        context = _find_context(path)
        named = f" '{context}'" if context else ""
        return InputError(
            f"{path}: its JSON-LD context{named} lies on the network and is not fetched",
            hint='Write the context into the file ("@context": {"@vocab": "https://schema.org/", …}), or convert it '
            "to Turtle or N-Triples with a tool that may fetch it.",
        )
    try:
        findings = check_syntax(path)
    except LookupError as unknown:  # an encoding that an XML file names
        return InputError(f"{path}: {unknown}", hint="Save the file as UTF-8.")
    if not findings:
        return InputError(f"{path}: {error}", hint=f"'kj-graph check {path}' lists every problem of the file.")
    first = findings[0]
    place = ":".join(str(part) for part in (path, first.line, first.column) if part)
    return InputError(f"{place}: {first.message}", hint=first.hint)


def _find_context(path: str) -> str:
    """Return the address of the first remote context of a JSON-LD file, where it can be seen."""
    try:
        with open_content(path) as file:
            content = json.load(file)
    except (OSError, ValueError, RecursionError):
        return ""
    waiting = [content]
    while waiting:
        part = waiting.pop(0)
        if isinstance(part, dict):
            given = part.get("@context")
            for context in given if isinstance(given, list) else [given]:
                if isinstance(context, str):
                    return context
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return ""
