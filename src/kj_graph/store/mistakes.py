"""What a query's syntax error means, in words: where it is and what was expected there."""

from __future__ import annotations

from kj_graph.errors import QueryError

_QUERY_WORDS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_UPDATE_WORDS = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_MOST_EXPECTED = 12
_NOISE = {"LATERAL", "SERVICE"}  # where the parser offers only these, something else is missing


def explain_syntax_error(text: str, error: SyntaxError) -> QueryError:
    """Return an error that says at which line and column a query went wrong and what was expected there."""
    if not text.strip():
        return QueryError("the query is empty", hint="'kj-graph questions' lists what can be asked by name.")
    word = _first_keyword(text)
    if word in _UPDATE_WORDS:
        return QueryError(
            f"an update ({word}) stands where a query belongs",
            hint="The graph is only read here: ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        )
    place, _, rest = str(error.msg).removeprefix("error at ").partition(": ")
    line, column = (int(part) if part.isdigit() else 0 for part in [*place.split(":"), "", ""][:2])
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return QueryError(f"the query cannot be parsed: {error.msg}")
    source = lines[line - 1]
    pointer = f"  {source}\n  {' ' * (column - 1)}^"
    return QueryError(
        f"syntax error in the query, line {line}, column {column}: {_say(rest, source, column)}", hint=pointer
    )


def _first_keyword(text: str) -> str:
    for line in text.splitlines():
        for word in line.partition("#")[0].replace("{", " ").split():
            if word.upper() in _UPDATE_WORDS | _QUERY_WORDS:
                return word.upper()
    return ""


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
