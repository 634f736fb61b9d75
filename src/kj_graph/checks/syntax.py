"""Whether a file can be read as RDF 1.1, and at which line each thing in it begins.

Parsing is pyoxigraph's; this module turns its complaint into a finding and adds what it does not say. It never
looks at what the triples mean.
"""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.parsers import expat

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from kj_graph.checks.finding import Finding
from kj_graph.errors import InputError

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}

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
    ("LoadDocumentCallback", "Nothing is fetched from the network: write the @context into the file itself."),
    ("namespaces", 'Give elements a namespace: xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#".'),
)


def check_syntax(path: str | os.PathLike[str]) -> list[Finding]:
    """Return what keeps a file from being read as RDF 1.1: nothing, or the first error."""
    file = os.fspath(path)
    try:
        with open(file, "rb") as stream:
            content = stream.read()
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
        content = _unpack(file, content)
    except (OSError, EOFError, zlib.error) as error:
        return [
            Finding("KJ101", "error", f"the file is damaged or cut short: {error}", "Fetch or write it again.", file)
        ]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [_place_bad_byte(file, content, error.start)]
    try:
        for quad in parse(content, form):
            newer = _name_newer_feature(quad)
            if newer:
                lines = subject_lines(file)
                line = lines.get(getattr(quad.subject, "value", ""), 0)
                hint = "Keep to RDF 1.1, which every tool reads: describe the statement as a thing of its own."
                return [Finding("KJ105", "error", f"{newer} is RDF 1.2", hint, file, line)]
    except SyntaxError as error:
        return [_read_complaint(file, content, form, error)]
    return []


def read_quads(path: str | os.PathLike[str]) -> list[Quad]:
    """Return the triples of a file, whatever its format.

    Raises InputError with the text of the first syntax finding.
    """
    findings = check_syntax(path)
    if findings:
        finding = findings[0]
        place = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
        raise InputError(f"{place}: {finding.message}", hint=finding.hint)
    file = os.fspath(path)
    return list(parse(read_content(file), find_format(file)))


def find_format(path: str) -> RdfFormat | None:
    """Return the format that the ending of a name says, packed by gzip or not, or None."""
    return FORMATS.get(os.path.splitext(path.lower().removesuffix(".gz"))[1])


def read_content(path: str) -> bytes:
    """Return what a file holds, unpacked where its name ends in .gz."""
    with open(path, "rb") as stream:
        return _unpack(path, stream.read())


def _unpack(path: str, content: bytes) -> bytes:
    return gzip.decompress(content) if path.lower().endswith(".gz") else content


def _place_bad_byte(file: str, content: bytes, start: int) -> Finding:
    before = content[:start].decode("utf-8")
    line = before.count("\n") + 1
    column = (start and len(before) - before.rfind("\n")) or 1
    message = f"the file is not UTF-8: byte 0x{content[start]:02x} begins no character"
    hint = "Save it as UTF-8; older Korean and Japanese files are often in cp949 (EUC-KR) or Shift_JIS."
    return Finding("KJ103", "error", message, hint, file, line, column)


def _read_complaint(file: str, content: bytes, form: RdfFormat, error: SyntaxError) -> Finding:
    """Turn pyoxigraph's complaint into a finding; what it says of the place moves from the text to the fields."""
    said = re.sub(r"^Parser error at line .*?: ", "", error.msg or str(error))
    line, column = error.lineno or 0, error.offset or 0
    if not line and form == RdfFormat.RDF_XML:
        line, column = _find_xml_error(content)
    prefix = re.search(r"The prefix (\S*:)", said)
    otherwise = "The error is at this place or just before it; compare with a neighbouring block."
    hint = next((hint for part, hint in _HINTS if part in said), otherwise)
    if prefix:
        hint = hint.replace("{prefix}", prefix.group(1))
    return Finding("KJ104", "error", said, hint, file, line, column)


def _find_xml_error(content: bytes) -> tuple[int, int]:
    """Return line and column where the XML is not well-formed, or zeros: pyoxigraph does not say it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        return error.lineno, error.offset + 1
    return 0, 0


def _name_newer_feature(quad: Quad) -> str:
    if isinstance(quad.object, Triple):
        return "a triple as the value of a triple"
    if isinstance(quad.object, Literal) and quad.object.direction is not None:
        return "a text with a direction"
    return ""


_TOKEN = re.compile(
    r"""
      (?P<skip>\s+|\#[^\n]*)
    | (?P<text>\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
              |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<iri><[^\s<>"{}|^`]*>)
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w:-]))
    | (?P<open>[\[({])
    | (?P<close>[\])}])
    | (?P<dot>\.)
    | (?P<mark>[;,]|\^\^|<<|>>)
    | (?P<name>(?:[^\s\\;,.()\[\]{}<>"'\#^@]|\\.|%[0-9A-Fa-f]{2}|\.(?=[^\s;,.()\[\]{}<>"'\#^@])|(?<=:)\.(?=\w))+)
    """,
    re.VERBOSE | re.DOTALL,
)


def subject_lines(path: str | os.PathLike[str]) -> dict[str, int]:
    """Return for each IRI that a file describes the line at which its first block begins.

    Reads Turtle, N-Triples and N-Quads; a file of another format gives an empty answer. Expects a file
    without syntax errors.
    """
    file = os.fspath(path)
    form = find_format(file)
    if form not in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return {}
    text = read_content(file).decode("utf-8-sig")
    lines: dict[str, int] = {}
    prefixes: dict[str, str] = {}
    base = ""
    for line, statement in _split_statements(text):
        first = statement[0]
        word = first.lstrip("@").lower()
        if word == "prefix" and len(statement) > 2:
            prefixes[statement[1]] = urljoin(base, _unescape(statement[2][1:-1]))
        elif word == "base" and len(statement) > 1:
            base = urljoin(base, _unescape(statement[1][1:-1]))
        elif first.startswith("<"):
            iri = _unescape(first[1:-1])
            lines.setdefault(urljoin(base, iri) if base else iri, line)
        elif ":" in first and not first.startswith("_:"):
            prefix, local = first.split(":", 1)
            lines.setdefault(prefixes.get(prefix + ":", "") + re.sub(r"\\(.)", r"\1", local), line)
    return lines


def _split_statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each statement's line and its first three tokens; `PREFIX` and `BASE` end without a dot."""
    statement: list[str] = []
    line, depth, at, seen = 1, 0, 0, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return
        kind, token, at = match.lastgroup, match.group(), match.end()
        if kind == "skip":
            continue
        if kind == "dot" and depth == 0:
            if statement:
                yield line, statement
            statement = []
            continue
        if not statement:
            line += text.count("\n", seen, match.start())
            seen = match.start()
        depth += {"open": 1, "close": -1}.get(kind or "", 0)
        if len(statement) < 3:
            statement.append(token)
        sparql_style = {"prefix": 3, "base": 2}.get(statement[0].lower())
        if sparql_style == len(statement):
            yield line, statement
            statement = []


def _unescape(iri: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: chr(int(m[1] or m[2], 16)), iri)
