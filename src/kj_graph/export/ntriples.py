"""N-Triples: one triple a line, sorted, so that two files can be compared line by line; memory stays bounded."""

from __future__ import annotations

from kj_graph.store.canonical import sort_lines

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from pyoxigraph import Triple

    from kj_graph.export.parcel import Parcel


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write a parcel as sorted N-Triples below a comment that says what it is."""
    from kj_graph.export.parcel import write_comment

    lines = sort_lines(f"{triple} ." for triple in parcel.triples())
    file.write(write_comment(parcel.about.to_lines()))
    file.writelines(f"{line}\n" for line in lines)


def write_ntriples(triples: Iterable[Triple]) -> str:
    """Return triples as sorted N-Triples."""
    return "".join(f"{line}\n" for line in sorted({f"{triple} ." for triple in triples}))
