"""GraphML: the network of a parcel with typed attributes; what the file is stands in attributes of the graph."""

from __future__ import annotations

from kj_graph.export.projection import project_parcel
from kj_graph.export.rdfxml import write_comment

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import IO

    from kj_graph.export.parcel import Parcel


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write the network of a parcel as GraphML; each edge has an id of its own and `property` says of which kind."""
    import networkx

    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write(write_comment(parcel.about.to_lines()))
    file.writelines(f"{line}\n" for line in networkx.generate_graphml(project_parcel(parcel)))
