r"""What a query may not do unless the user allows it: reach outside (SERVICE, FROM an unknown graph) or change things.

A query is read by the terminals of the SPARQL 1.1 grammar, not searched as text: strings, IRIs, prefixed names,
variables and comments are recognised, so that only the keyword itself counts. That is enough: the grammar knows these
words as nothing but keywords. The one place where reading terminal by terminal could differ from an engine's parser is
`<`, which begins an IRI or compares two operands. A keyword cannot hide inside `<…>`, because SERVICE needs a brace and
FROM a space after it, which no IRI has; only a comment sign in it could end the line for one reader and not for the
other. There, and where `\u` escapes stand outside of strings, both readings are followed, and each must be harmless.
"""

from __future__ import annotations

from kj_graph.errors import QueryError, UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Collection, Iterator

ALLOWABLE = ("service", "from")
_OUTWARD = ("service", "from")
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_NAME = r"[^\W\d_](?:[\w.\-·]*[\w\-·])?"
_TERMINAL = rf"""(?P<space>[\ \t\r\n]+|\#[^\r\n]*)
    |(?P<string>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        |\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<iri><(?:[^\x00-\x20<>\"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    |(?P<variable>[?$][\w·]+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<prefixed>(?:_|{_NAME})?:(?:(?:[\w:.\-·]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%])*
        (?:[\w:\-·]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%]))?)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<sign>.)"""  # compiled only where a query is not plain: that and `re` cost half a start of Python
_OPERANDS = frozenset({"variable", "string", "iri", "prefixed", "word", "number", "language"})
_ESCAPE = r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"


class Reading:
    """What a query asks for, by its keywords: its form, whether it uses SERVICE, and the graphs it names by FROM."""

    __slots__ = ("form", "graphs", "service")

    def __init__(self) -> None:
        self.form = ""
        self.service = 0
        self.graphs: list[tuple[str, int]] = []


def check_query(text: str, list_graphs: Callable[[], Collection[str]], allow: Collection[str] = ()) -> bool:
    """Refuse a query that reaches outside or changes things; return whether it names its own dataset by FROM.

    `list_graphs` gives the IRIs of the graphs of the store, which FROM may name; it is called only where a query
    has a FROM. `allow` lifts single refusals: `service`, `from`. Raises QueryError with the line of what is refused.
    """
    check_allowed(allow)
    lowered = text.lower()
    if "\\u" not in lowered and not any(_stands_free(lowered, word) for word in _OUTWARD) and _starts_plainly(text):
        return False
    named = False
    known: Collection[str] | None = None
    for reading, source in _readings(text):
        if reading.form in _UPDATES:
            raise refuse_update(reading.form)
        if reading.service and "service" not in allow:
            raise QueryError(
                f"line {_line(source, reading.service)}: SERVICE asks another server, which is refused",
                hint="Allow it with --allow service (in Python: allow=['service']) if you trust the query.",
            )
        for graph, place in reading.graphs:
            named = True
            known = list_graphs() if known is None else known
            if graph not in known and "from" not in allow:
                raise QueryError(
                    f"line {_line(source, place)}: FROM names <{graph}>, which is not a graph of this store",
                    hint=f"Graphs here: {', '.join(sorted(known))}. "
                    "Without FROM all are asked together; --allow from lifts the refusal.",
                )
    return named


def check_allowed(allow: Collection[str]) -> None:
    """Raise UsageError where something is allowed that cannot be."""
    for name in allow:
        if name not in ALLOWABLE:
            raise UsageError(f"'{name}' cannot be allowed", hint=f"What can be: {', '.join(ALLOWABLE)}.")


def refuse_update(word: str) -> QueryError:
    """Return the error for an update that stands where a query belongs."""
    return QueryError(
        f"an update ({word}) stands where a query belongs",
        hint="The graph is only read here: ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
    )


def is_update(word: str) -> bool:
    """Say whether a keyword begins an update."""
    return word in _UPDATES


def read_query(text: str) -> Reading:
    """Return what one query asks for, reading it by its terminals."""
    return next(iter(_readings(text)))[0]


def _stands_free(lowered: str, word: str) -> bool:
    """Say whether a word stands anywhere but as the name after a colon or the name of a variable."""
    place = lowered.find(word)
    while place >= 0:
        if not place or lowered[place - 1] not in ":?$":
            return True
        place = lowered.find(word, place + 1)
    return False


def _starts_plainly(text: str) -> bool:
    """Say whether a text begins with a query's form, after lines of comment and of one prefix each."""
    for line in text.split("\n"):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0].upper() == "PREFIX" and len(words) == 3 and words[1].endswith(":"):
            if words[2].startswith("<") and words[2].find(">") == len(words[2]) - 1:
                continue
            return False
        return words[0].partition("{")[0].upper() in _FORMS
    return False


def _readings(text: str) -> Iterator[tuple[Reading, str]]:
    """Yield every reading of a text that an engine could take."""
    sources = [text]
    if "\\u" in text.lower():
        import re

        sources.append(re.sub(_ESCAPE, _decode, text))
    for source in sources:
        starts: list[int] = []
        yield _read(source, 0, starts), source
        seen: set[int] = set()
        while starts:
            start = starts.pop()
            if start not in seen:
                seen.add(start)
                yield _read(source, start, starts), source


def _decode(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else ""


def _read(source: str, start: int, starts: list[int]) -> Reading:
    """Read terminals from one place on; places at which another reading begins are added to `starts`."""
    import re

    reading = Reading()
    prefixes: dict[str, str] = {}
    base = before = prefix = ""
    depth, waiting, awaited = 0, "", 0
    for found in re.compile(_TERMINAL, re.VERBOSE | re.DOTALL).finditer(source, start):
        kind, told = found.lastgroup or "", found[0]
        if kind == "space":
            continue
        if kind == "iri" and "#" in told and depth and before in _OPERANDS:
            starts.append(found.start() + 1)
        if waiting == "prefix" and kind == "prefixed":
            prefix = told.removesuffix(":")
            waiting = "prefix-iri"
        elif waiting == "prefix-iri" and kind == "iri":
            prefixes[prefix] = told[1:-1]
            waiting = ""
        elif waiting == "base" and kind == "iri":
            base = told[1:-1]
            waiting = ""
        elif waiting == "from" and kind in ("iri", "prefixed"):
            reading.graphs.append((_resolve(told, prefixes, base), awaited))
            waiting = ""
        elif kind == "word":
            word = told.upper()
            if word in ("PREFIX", "BASE") and not reading.form:
                waiting = word.lower()
            elif word == "FROM":
                waiting, awaited = "from", found.start() + 1
            elif word == "SERVICE":
                reading.service = reading.service or found.start() + 1
            elif not reading.form and word in _FORMS | _UPDATES and not start:
                reading.form = word
            elif waiting == "from" and word != "NAMED":
                waiting = ""
        elif kind == "sign":
            depth += (told == "(") - (told == ")")
        before = "word" if told == ")" else kind
    return reading


def _resolve(told: str, prefixes: dict[str, str], base: str) -> str:
    """Return the IRI that an IRI or a prefixed name stands for."""
    if told.startswith("<"):
        iri = told[1:-1]
        if base and ":" not in iri:
            from urllib.parse import urljoin

            return urljoin(base, iri)
        return iri
    from kj_graph import vocabulary as v

    prefix, _, local = told.partition(":")
    return {**v.PREFIXES, **prefixes}.get(prefix, f"{prefix}:") + local.replace("\\", "")


def _line(source: str, place: int) -> int:
    return source.count("\n", 0, place - 1) + 1
