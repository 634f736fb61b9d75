"""N-Quads: one statement a line with its named graph, sorted; memory stays bounded.

Below the comment stand the canonical N-Quads of RDFC-1.0. Of everything that is asserted, ontology included, their
SHA-256 is therefore the digest of the dataset.
"""

from __future__ import annotations

from kj_graph.export.parcel import write_comment
from kj_graph.store.canonical import sort_lines

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import IO

    from kj_graph.export.parcel import Parcel


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write a parcel as sorted N-Quads below a comment that says what it is."""
    lines = sort_lines(f"{quad} ." for quad in parcel.quads())
    file.write(write_comment(parcel.about.to_lines()))
    file.writelines(f"{line}\n" for line in lines)
