"""Putting Turtle files into the canonical order: all of them or none, and nothing that could not be proved."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from kj_graph.checks.recovery import Mistake, clean_complaint
from kj_graph.checks.syntax import find_encoding_error, make_error, read_complaint
from kj_graph.errors import InputError, KjGraphError
from kj_graph.turtle import ReadingError, format_text

MOST_BYTES = 100_000_000  # of a file: some two million triples, which take two gigabytes to be sorted


@dataclass(frozen=True)
class Formatted:
    """A Turtle file as it is and as the canonical order has it."""

    path: str
    before: str
    text: str

    @property
    def changed(self) -> bool:
        """Whether the file is not in the canonical order."""
        return self.before != self.text

    def find_difference(self) -> tuple[int, str, str]:
        """Return the first line that differs, as it is and as it should be; zero and nothing where none does."""
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.text))
        for number in range(max(len(old), len(new))):
            found, wanted = (lines[number] if number < len(lines) else "" for lines in (old, new))
            if found != wanted:
                return number + 1, found, wanted
        return 0, "", ""

    def write(self) -> None:
        """Write the file anew, whole or not at all, with the permissions it has; a link stays a link."""
        from kj_graph.files import write_text

        write_text(os.path.realpath(self.path), self.text)


def find_turtle(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """Return the Turtle files that are named or lie in the named folders; raises InputError for any other file."""
    found: dict[str, None] = {}
    for each in paths:
        path = os.fspath(each)
        if os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders.sort()
                found.update((os.path.join(folder, name), None) for name in sorted(names) if name.endswith(".ttl"))
        elif path.lower().endswith(".ttl") or not os.path.exists(path):
            found[path] = None
        else:
            raise InputError(f"{path}: is not Turtle by its name", hint="Only files that end in .ttl have this order.")
    return list(found)


def format_files(paths: Iterable[str | os.PathLike[str]], *, check: bool = False) -> list[Formatted]:
    """Put Turtle files, or those in folders, into the canonical order and return each as it was and as it is.

    With `check` nothing is written. Nothing is written either when one of the files cannot be read: InputError names
    them all, with line and column.
    """
    formatted: list[Formatted] = []
    errors: list[KjGraphError] = []
    for path in find_turtle(paths):
        try:
            formatted.append(format_file(path))
        except KjGraphError as error:
            errors.append(error)
    if errors:
        *others, last = errors
        message = "\n".join([*(f"{each.message}\n  {each.hint}" for each in others), last.message])
        raise type(last)(message, hint=f"{last.hint}\nNo file was written.")
    if not check:
        for each in formatted:
            if each.changed:
                each.write()
    return formatted


def format_file(path: str | os.PathLike[str]) -> Formatted:
    """Return a file and its canonical form, which is proved to say the same; nothing is written.

    Raises InputError with line and column where the file is no Turtle in UTF-8.
    """
    file = os.fspath(path)
    try:
        size = os.path.getsize(file)
        if size > MOST_BYTES:
            raise InputError(
                f"{file}: {size // 1_000_000} MB are too much to be put in order",
                hint="The order is for files that people read: split it, or keep it as N-Triples and sort its lines.",
            )
        with open(file, "rb") as stream:
            content = stream.read()
        finding = find_encoding_error(file)
    except OSError as error:
        hint = "Check the name, and that you may read it."
        raise InputError(f"{file}: cannot be read: {error.strerror}", hint=hint) from None
    if finding is not None:
        raise make_error(finding)
    text = content.decode("utf-8")
    try:
        return Formatted(file, text, format_text(text))
    except SyntaxError as error:
        mistake = Mistake(clean_complaint(error), error.lineno or 0, error.offset or 0)
        raise make_error(read_complaint(file, mistake)) from None
    except ReadingError as error:
        line = text.count("\n", 0, error.offset) + 1
        raise InputError(f"{file}:{line}: {error.message}", hint=error.hint) from None
    except KjGraphError as error:
        error.message = f"{file}: {error.message}"
        raise
