"""What is wrong with a file beyond its first error: reading goes on where the next statement begins.

pyoxigraph finds each error; here is only decided where it should try again. In N-Triples and N-Quads that is the next
line, in Turtle the next line that looks like the beginning of a block, with the prefixes that were declared before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from pyoxigraph import RdfFormat, parse

from kj_graph.turtle.tokens import Lines

MOST = 100  # errors in one file; who has more is helped by mending these first
LINE_FORMATS = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
FORMATS = (RdfFormat.TURTLE, *LINE_FORMATS)

_DIRECTIVE = re.compile(
    r"^[ \t]*(?:@?prefix[ \t]+[^\s:<]*:[ \t]*<[^>\s]*>|@?base[ \t]+<[^>\s]*>)[ \t]*\.?", re.MULTILINE | re.IGNORECASE
)
_BEGIN = re.compile(
    r"(?:<[^>\n]*>|[^\W\d_][\w.-]*:[^\s;,\"']*|:[^\s;,\"']+|_:\w+|\[\])(?:[ \t]+(?:a[ \t]|<|[\w.-]*:)|[ \t]*\r?$)"
    r"|@?(?:prefix|base)[ \t]",
    re.IGNORECASE | re.MULTILINE,
)
_UNDECLARED = re.compile(r"The prefix (\S*):")

# Where a statement has ended just before, less is enough: any first word in the first column, or a block further in.
_FIRST = re.compile(r"<|_:|\[|[^\W\d_][\w.-]*:")
_INDENTED = re.compile(rf"[ \t]+(?:{_BEGIN.pattern})", re.IGNORECASE | re.MULTILINE)


class Mistake(NamedTuple):
    """One complaint of pyoxigraph, with its line and column, or zeros where it does not say them."""

    said: str
    line: int
    column: int


def clean_complaint(error: SyntaxError) -> str:
    """Return what pyoxigraph says, without the place, which it says in several forms."""
    said = re.sub(r"^Parser error (?:at|between) line .*?: ", "", error.msg or str(error))
    return re.sub(r" \(line \d+\)$", "", said)


def list_mistakes(content: bytes, form: RdfFormat) -> list[Mistake]:
    """Return the errors of a file, in the order of its lines, MOST of them at most.

    Where a format gives no place to go on from, there is only the first.
    """
    mistakes: list[Mistake] = []
    for mistake in _walk(content, form):
        mistakes.append(mistake)
        if len(mistakes) == MOST:
            break
    return mistakes


def _walk(content: bytes, form: RdfFormat) -> Iterator[Mistake]:
    if form not in FORMATS:
        error = _find_error(content, form)
        if error is not None:
            said, line, column = clean_complaint(error), error.lineno or 0, error.offset or 0
            if not line and form == RdfFormat.RDF_XML:
                line, column = _find_xml_error(content)
            remote = re.search(rb'"@context"\s*:[^{}]*?"(https?:[^"]*)"', content)
            if "LoadDocumentCallback" in said and remote:
                said = f"a remote context would have to be fetched: {remote.group(1).decode()}"
                line = content.count(b"\n", 0, remote.start()) + 1
            yield Mistake(said, line, column)
        return
    text = content.decode("utf-8")
    lines = Lines(text)
    start, missing = 0, dict[str, None]()
    while start < len(text):
        head = "" if form in LINE_FORMATS else _declare(text[:start], missing)
        error = _find_error((head + text[start:]).encode(), form)
        if error is None:
            return
        said = clean_complaint(error)
        at = _place(lines, start, len(head), error, len(text))
        prefix = _UNDECLARED.search(said)
        if prefix and prefix.group(1) not in missing:
            missing[prefix.group(1)] = None
            yield Mistake(said, *lines.place(at))
            continue
        yield Mistake(said, *lines.place(min(at, len(text))))
        start = _resume(text, lines, start, at, by_line=form in LINE_FORMATS)


def _find_error(content: bytes, form: RdfFormat) -> SyntaxError | None:
    try:
        for _ in parse(content, form):
            pass
    except SyntaxError as error:
        return error
    return None


def _declare(before: str, missing: dict[str, None]) -> str:
    """Return on one line what holds from the text before: its prefixes and bases, and those that nobody declared."""
    said = [match.group().strip() for match in _DIRECTIVE.finditer(before)]
    said += [f"@prefix {name}: <https://undeclared.invalid/{name}#> ." for name in missing]
    return "".join(f"{each} " for each in said)


def _place(lines: Lines, start: int, head: int, error: SyntaxError, most: int) -> int:
    """Return the offset in the whole text at which an error stands that was found from `start` on, behind a head."""
    line, column = lines.place(start)
    if not error.lineno:
        return most
    if error.lineno == 1:
        offset = lines.start(line) + column - 1 + max((error.offset or 1) - 1 - head, 0)
    else:
        offset = lines.start(line + error.lineno - 1) + (error.offset or 1) - 1
    return min(max(offset, start), most)


def _resume(text: str, lines: Lines, start: int, at: int, *, by_line: bool) -> int:
    """Return where to try again after an error: where the next statement seems to begin, or the end of the text."""
    line, column = lines.place(at)
    if by_line:
        return lines.start(line + 1) if line < len(lines) else len(text)
    # A block without its dot is noticed where the next one begins: that one is then read for itself.
    first = line if column == 1 and at > start else line + 1
    for number in range(first, len(lines) + 1):
        begin = lines.start(number)
        match = _BEGIN.match(text, begin)
        if match is None and _ends_statement(text, lines, number - 1):
            match = _FIRST.match(text, begin) or _INDENTED.match(text, begin)
        if match is not None and begin > start:
            return begin
    return len(text)


def _ends_statement(text: str, lines: Lines, number: int) -> bool:
    """Say whether a statement ends with a line or with the last before it that is not blank."""
    while number > 0:
        line = text[lines.start(number) : lines.start(number + 1) if number < len(lines) else len(text)]
        line = re.sub(r"(?:^|\s)#.*", "", line.strip()).strip()
        if line:
            return line.endswith(".")
        number -= 1
    return True


def _find_xml_error(content: bytes) -> tuple[int, int]:
    """Return line and column where the XML is not well-formed, or zeros: pyoxigraph does not say it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return error.lineno, error.offset + 1
    return 0, 0
