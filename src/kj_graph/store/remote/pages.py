"""The text of a query: the prefixes it lacks, its order, and the same query in parts where a service caps rows.

A query can be asked for in parts only if its order is total; the sign of that is that the last key of its ORDER BY is
the name of a thing, `STR(?thing)`, as in all saved questions. Virtuoso sorts no more than 10,000 rows unless the
ordered query stands in a subselect; other engines may forget the order of a subselect.
"""

from __future__ import annotations

import re

from kj_graph import vocabulary as v

_SKIPPED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|\#[^\n\r]*",
    re.DOTALL,
)
_PROLOGUE = re.compile(r"\s*(?:BASE\s+<[^>]*>\s*|PREFIX\s+[^\s:]*:\s*<[^>]*>\s*)*", re.IGNORECASE)
_LIMITS = re.compile(r"\b(LIMIT|OFFSET)\s+(\d+)", re.IGNORECASE)
_NAME_KEY = r"STR\s*\(\s*[?$]\w+\s*\)"
_LAST_KEY = re.compile(rf"(?:{_NAME_KEY}|COALESCE\s*\(\s*{_NAME_KEY}\s*,\s*\"\"\s*\))\s*\)?\s*\Z", re.IGNORECASE)


def declare_prefixes(text: str) -> str:
    """Return a query with the project's prefixes that it uses and does not declare, before its first line."""
    bare = _blank(text)
    missing = [
        f"PREFIX {name}: <{iri}> "
        for name, iri in v.PREFIXES.items()
        if re.search(rf"(?<![\w.-]){name}:", bare) and not re.search(rf"\bPREFIX\s+{name}:", bare, re.IGNORECASE)
    ]
    return "".join(missing) + text


def has_total_order(text: str) -> bool:
    """Say whether a query ends in an ORDER BY whose last key is the name of a thing as text."""
    bare = _blank(text, strings=False)
    tail = bare[bare.rfind("}") + 1 :]
    found = re.search(r"\bORDER\s+BY\b(.*)", tail, re.IGNORECASE | re.DOTALL)
    if not found:
        return False
    keys = re.split(r"\b(?:LIMIT|OFFSET|VALUES)\b", found.group(1), flags=re.IGNORECASE)[0]
    return bool(_LAST_KEY.search(keys.strip()))


def wrap_select(text: str, selection: str, ending: str) -> str:
    """Return a SELECT query as a subselect of another, which selects and ends as told."""
    start = _end_of_prologue(text)
    return f"{text[:start]}\nSELECT {selection} WHERE {{ {{\n{text[start:]}\n}} }} {ending}"


def take_page(text: str, size: int, offset: int, *, wrapped: bool = False) -> str:
    """Return the query for one page of an ordered SELECT, within the limits it has already.

    SPARQL keeps the order of a query only where LIMIT and OFFSET stand right behind it. With `wrapped` the query is a
    subselect all the same, as Virtuoso needs it, which then keeps its order.
    """
    bare = _blank(text)
    end = bare.rfind("}") + 1
    if wrapped or re.search(r"\bVALUES\b[^{}]*\{[^{}]*\}\s*\Z", bare, re.IGNORECASE):
        return wrap_select(text, "*", f"LIMIT {size} OFFSET {offset}")
    own = {word.upper(): int(number) for word, number in _LIMITS.findall(bare[end:])}
    kept = min(size, max(0, own["LIMIT"] - offset)) if "LIMIT" in own else size
    tail = text[end:]
    for found in reversed(list(_LIMITS.finditer(bare[end:]))):
        tail = tail[: found.start()] + tail[found.end() :]
    return f"{text[:end]}{tail}\nLIMIT {kept} OFFSET {own.get('OFFSET', 0) + offset}"


def count_rows(text: str) -> str:
    """Return the query that counts the rows of a SELECT."""
    return wrap_select(text, "(COUNT(*) AS ?rows)", "")


def select_pattern(text: str) -> str | None:
    """Return a SELECT with one row for each solution of a CONSTRUCT, or None for a DESCRIBE."""
    bare = _blank(text)
    start = _end_of_prologue(text)
    if not bare[start:].lstrip().upper().startswith("CONSTRUCT"):
        return None
    opening = bare.index("{", start)
    if not re.fullmatch(r"\s*CONSTRUCT\s*", bare[start:opening], re.IGNORECASE):  # CONSTRUCT WHERE { … }
        return f"{text[:start]}\nSELECT (1 AS ?row) {text[start:].lstrip()[len('CONSTRUCT') :]}"
    return f"{text[:start]}\nSELECT (1 AS ?row) {text[_closing(bare, opening) + 1 :]}"


def _closing(bare: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(bare)):
        depth += (bare[index] == "{") - (bare[index] == "}")
        if not depth:
            return index
    return len(bare) - 1


def _end_of_prologue(text: str) -> int:
    comments_blanked = _SKIPPED.sub(lambda m: " " * len(m[0]) if m[0].startswith("#") else m[0], text)
    found = _PROLOGUE.match(comments_blanked)
    return found.end() if found else 0


def _blank(text: str, *, strings: bool = True) -> str:
    """Return a query of the same length in which comments, IRIs and strings are blank; the empty string stays."""

    def blank(match: re.Match[str]) -> str:
        kept = not strings and match[0] == '""'
        return match[0] if kept else " " * len(match[0])

    return _SKIPPED.sub(blank, text)
