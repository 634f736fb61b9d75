"""What a query's syntax error means, in words: where it is and what was expected there."""

from __future__ import annotations

from kj_graph.errors import QueryError
from kj_graph.store.guard import is_update, read_query, refuse_update

_MOST_EXPECTED = 12
_NOISE = {"LATERAL", "SERVICE"}  # where the parser offers only these, something else is missing


def explain_syntax_error(text: str, message: str) -> QueryError:
    """Return an error that says at which line and column a query went wrong and what was expected there."""
    if not text.strip():
        return QueryError("the query is empty", hint="'kj-graph questions' lists what can be asked by name.")
    word = read_query(text).form
    if is_update(word):
        return refuse_update(word)
    place, _, rest = message.removeprefix("error at ").partition(": ")
    line, column = (int(part) if part.isdigit() else 0 for part in [*place.split(":"), "", ""][:2])
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return QueryError(f"the query cannot be parsed: {message}")
    source = lines[line - 1]
    pointer = f"  {source}\n  {' ' * (column - 1)}^"
    return QueryError(
        f"syntax error in the query, line {line}, column {column}: {_say(rest, source, column)}", hint=pointer
    )


def _say(message: str, source: str, column: int) -> str:
    if "Prefix not found" in message:
        before = source[: column - 1].split()
        name = before[-1] if before else source.split(maxsplit=1)[0]
        prefix = name.partition(":")[0]
        return f"the prefix '{prefix}:' is not declared"
    rest = source[column - 1 :].strip()
    found = f"unexpected '{rest.split()[0]}'" if rest else "the query ends too early or is incomplete"
    expected = message.removeprefix("expected ").removeprefix("one of ")
    tokens = sorted({token.strip() for token in expected.split(",")} - _NOISE)
    words = [token for token in tokens if token and not any(sign in token for sign in ("[", "]", "u{"))]
    if not words:
        return f"{found}; a subject, property, value or bracket seems to be missing before this place"
    shown = ", ".join(words[:_MOST_EXPECTED]) + (" …" if len(words) > _MOST_EXPECTED else "")
    return f"{found}; expected {'one of ' if len(words) > 1 else ''}{shown}"
