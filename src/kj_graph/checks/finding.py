"""One thing that a check found: where it is, what is wrong and what to write instead."""

from __future__ import annotations

import dataclasses
import textwrap
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
WIDTH = 100


@dataclasses.dataclass(frozen=True)
class Finding:
    """What a check says about one place in a file or one thing in the graph.

    `line` and `column` count from 1 and are 0 where they are not known. `subject`, `property` and `value` are
    written as in Turtle with the usual prefixes (`kjr:agreement-gsomia-2016`, `kj:date`).
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    subject: str = ""
    property: str = ""
    value: str = ""

    def render(self, width: int = WIDTH) -> str:
        """Return the finding as text: it begins as editors expect (`file:line:column:`), the rest is indented."""
        place = ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)]) + ": " if self.file else ""
        what = " ".join(part for part in (self.subject, self.property) if part)
        head = f"{place}{self.severity} {self.code} " + (f"{what}: " if what else "")
        return "\n".join([*_wrap(head + self.message, width), *_wrap("    " + self.hint, width)])

    def __str__(self) -> str:
        return self.render()

    def render_github(self) -> str:
        """Return the finding as a workflow command, which GitHub shows beside the line of the file."""
        fields = {"file": self.file, "line": str(self.line or ""), "col": str(self.column or "")}
        what = " ".join(part for part in (self.code, self.subject, self.property) if part)
        said = [f"{key}={_escape(text, inside=True)}" for key, text in {**fields, "title": what}.items() if text]
        message = "\n".join(part for part in (self.message, self.hint) if part)
        return f"::{self.severity} {','.join(said)}::{_escape(message, inside=False)}"

    def to_dict(self) -> dict[str, str | int]:
        """Return the finding as a plain dictionary, every key present, ready for JSON."""
        return dataclasses.asdict(self)

    def sort_key(self) -> tuple[str, int, int, str, str, str, str]:
        """Return the key that puts findings in the order of files and lines, the same on every run."""
        return (self.file, self.line, self.column, self.subject, self.code, self.property, self.value)


class Located(NamedTuple):
    """A finding and what it is about: the IRIs of thing and property, and the key of the value (see `write_key`)."""

    finding: Finding
    thing: str
    verb: str = ""
    value: str = ""


def _escape(text: str, *, inside: bool) -> str:
    """Escape as workflow commands want it; inside of a field a colon and a comma too would end it."""
    signs = "%\r\n:," if inside else "%\r\n"
    return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in text)


def _wrap(text: str, width: int) -> list[str]:
    """Break at blanks only: an IRI or a path is never cut in two, even where it is wider than the line."""
    if not text.strip():
        return []
    width = min(max(width, 80), 110)
    return textwrap.wrap(text, width, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
