"""N-Triples: one triple a line, sorted, so that two files can be compared line by line."""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple


def write_ntriples(triples: Iterable[Triple]) -> str:
    """Return triples as sorted N-Triples."""
    return "".join(f"{line}\n" for line in sorted({f"{triple} ." for triple in triples}))
