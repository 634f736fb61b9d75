"""Whether a file can be read as RDF 1.1.

Parsing is pyoxigraph's; this module turns its complaint into a finding and adds what it does not say. It never
looks at what the triples mean.
"""

from __future__ import annotations

import codecs
import os
import re
import zlib

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from kj_graph.checks.contents import (
    FORMATS,
    begins_with,
    find_bad_byte,
    find_format,
    name_subject,
    open_content,
    read_content,
    stream_quads,
)
from kj_graph.checks.finding import Finding
from kj_graph.checks.places import read_subject_lines, subject_lines
from kj_graph.checks.recovery import MOST, Mistake, list_mistakes
from kj_graph.errors import InputError
from kj_graph.vocabulary import shorten_iri

__all__ = ["Finding", "check_syntax", "find_encoding_error", "make_error", "read_quads", "subject_lines"]

# XML declares its encoding itself, and a byte order mark is part of that.
_MARKED = (RdfFormat.RDF_XML,)
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)

# What pyoxigraph says (a part of its message) and what the curator does about it; the first that fits counts.
_HINTS = (
    ("has not been declared", "Declare it at the top of the file: @prefix {prefix} <https://…> ."),
    (
        "A dot is expected",
        "End the line before with ';' to go on with the same thing, ',' for one more value, '.' to end.",
    ),
    ("followed by a dot", "End each statement with a dot."),
    ("Line jumps are not allowed", 'Close the quotation mark on its line, or use three: """…""".'),
    ("nexpected end", "Something is left open: a quotation mark, a bracket, or the dot that ends the last block."),
    ("No scheme found", "Write the whole address, or a prefix: kjr:agreement-gsomia-2016."),
    ("Invalid IRI", 'An IRI holds no blank and none of < > " { } | ^ ` \\; write %20 for a blank.'),
    ("language", 'Write the language right after the quotation mark: "…"@ko.'),
    ("subtag", "Language tags are those of BCP 47: en, ko, ja, ja-Latn."),
    ("is not a valid RDF object", "A value is missing: write an IRI, a prefixed name or a text in quotation marks."),
    (
        "is not a valid predicate",
        "A property is missing: each ';' is followed by a property and a value, or by the dot.",
    ),
    (
        "is not a valid subject",
        "A block begins with an IRI or a prefixed name; perhaps a quotation mark before it is missing or one too many.",
    ),
    ("remote context", "Nothing is fetched from the network: write the @context into the file itself."),
    ("namespaces", 'Give elements a namespace: xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#".'),
)


def check_syntax(path: str | os.PathLike[str], *, progress: bool = False) -> list[Finding]:
    """Return what keeps a file from being read as RDF 1.1.

    Turtle, N-Triples and N-Quads are read on behind an error, where the next statement begins; of other formats there
    is only the first error. `progress` tells on standard error how far the reading of a large file is.
    """
    file = os.fspath(path)
    try:
        with open(file, "rb"):
            pass
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        hint = "Check the name and the folder." if missing else "Check that it is a file that you may read."
        message = "there is no such file" if missing else f"the file cannot be read: {error.strerror}"
        return [Finding("KJ101", "error", message, hint, file)]
    form = find_format(file)
    if form is None:
        hint = "Name it by its format: " + ", ".join(sorted(FORMATS)) + "."
        return [Finding("KJ102", "error", "the ending of the name says no RDF format", hint, file)]
    try:
        finding = find_encoding_error(file)
        if finding is not None:
            return [finding]
        newer: dict[str, tuple[str, str]] = {}
        for quad in stream_quads(file, progress=progress):
            feature = name_newer_feature(quad)
            if feature and len(newer) < MOST:
                newer.setdefault(name_subject(quad), (feature, quad.predicate.value))
    except (OSError, EOFError, zlib.error) as error:
        return [
            Finding("KJ101", "error", f"the file is damaged or cut short: {error}", "Fetch or write it again.", file)
        ]
    except SyntaxError:
        content = read_content(file)
        return [read_complaint(file, mistake) for mistake in list_mistakes(content, form)]
    return _tell_newer(file, newer) if newer else []


def _tell_newer(file: str, newer: dict[str, tuple[str, str]]) -> list[Finding]:
    lines = read_subject_lines(file)
    stopped = lines.pop("", 0)
    hint = "Keep to RDF 1.1, which every tool reads: describe the statement as a thing of its own."
    return [
        Finding(
            "KJ105",
            "error",
            f"{feature} is RDF 1.2",
            hint,
            file,
            lines.get(name) or (0 if number else stopped),
            0,
            "",
            shorten_iri(predicate),
        )
        for number, (name, (feature, predicate)) in enumerate(newer.items())
    ]


def read_quads(path: str | os.PathLike[str]) -> list[Quad]:
    """Return the triples of a file, whatever its format.

    Raises InputError with the text of the first syntax finding.
    """
    findings = check_syntax(path)
    if findings:
        raise make_error(findings[0])
    file = os.fspath(path)
    return list(parse(read_content(file), find_format(file)))


def make_error(finding: Finding) -> InputError:
    """Return a finding as the error that stops a command."""
    place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
    return InputError(f"{place}: {finding.message}", hint=finding.hint)


def find_encoding_error(file: str) -> Finding | None:
    """Return what is wrong with the encoding of a file, or None: it has to be UTF-8 without a byte order mark."""
    if begins_with(file, *_OTHER_MARKS):
        message = "the file is UTF-16 or UTF-32, not UTF-8"
        return Finding("KJ103", "error", message, "Save it as UTF-8, without a byte order mark.", file, 1, 1)
    if find_format(file) not in _MARKED and begins_with(file, codecs.BOM_UTF8):
        message = "the file begins with a byte order mark, which is no part of the format"
        return Finding("KJ103", "error", message, "Save it as UTF-8 without a byte order mark (BOM).", file, 1, 1)
    with open_content(file) as stream:
        first = stream.read(1000)
    if first.count(0) > len(first) // 4:
        message = "the file is not UTF-8: many of its bytes are zero, as in UTF-16"
        return Finding("KJ103", "error", message, "Save it as UTF-8.", file, 1, 1)
    start = find_bad_byte(file)
    return None if start is None else _place_bad_byte(file, read_content(file), start)


def _place_bad_byte(file: str, content: bytes, start: int) -> Finding:
    before = content[:start].decode("utf-8")
    line = before.count("\n") + 1
    column = (start and len(before) - before.rfind("\n")) or 1
    try:
        content[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            message = "the file ends in the middle of a character: it was cut"
            return Finding("KJ103", "error", message, "Fetch or write it again.", file, line, column)
    message = f"the file is not UTF-8: byte 0x{content[start]:02x} begins no character"
    hint = "Save it as UTF-8; older Korean and Japanese files are often in cp949 (EUC-KR) or Shift_JIS."
    return Finding("KJ103", "error", message, hint, file, line, column)


def read_complaint(file: str, mistake: Mistake) -> Finding:
    """Turn pyoxigraph's complaint into a finding, with a word on what to do about it."""
    said, line, column = mistake
    prefix = re.search(r"The prefix (\S*:)", said)
    otherwise = "The error is at this place or just before it; compare with a neighbouring block."
    hint = next((hint for part, hint in _HINTS if part in said), otherwise)
    if prefix:
        hint = hint.replace("{prefix}", prefix.group(1))
    return Finding("KJ104", "error", said, hint, file, line, column)


def name_newer_feature(quad: Quad) -> str:
    """Return what in a triple goes beyond RDF 1.1, or nothing."""
    if isinstance(quad.object, Triple):
        return "a triple as the value of a triple"
    if isinstance(quad.object, Literal) and quad.object.direction is not None:
        return "a text with a direction"
    return ""
