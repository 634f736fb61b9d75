"""GEXF: the network of a parcel with the days from which and to which things hold, for Gephi's timeline.

networkx writes GEXF too, but stamps it with the day of the clock and leaves the days of edges out.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from kj_graph.export.projection import project_parcel
from kj_graph.export.rdfxml import write_comment

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO, Any

    from kj_graph.export.parcel import Parcel

_OWN = ("label", "start", "end")  # what GEXF has names of its own for
_TYPES = {str: "string", int: "integer", float: "double"}


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write the network of a parcel as GEXF; an end that is not known is left open."""
    network = project_parcel(parcel)
    about = parcel.about
    nodes: list[Any] = list(network.nodes(data=True))
    edges: list[Any] = list(network.edges(keys=True, data=True))
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    file.write(write_comment(about.to_lines()))
    file.write('<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    day = f" lastmodifieddate={quoteattr(about.issued)}" if about.issued else ""
    told = "; ".join(f"{name}: {value}" for name, value in about.to_dict().items() if name != "title")
    file.write(f"  <meta{day}>\n    <creator>kj-graph {_text(about.version)}</creator>\n")
    file.write(f"    <title>{_text(about.title)}</title>\n    <description>{_text(told)}</description>\n  </meta>\n")
    file.write('  <graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n')
    file.write(_declare("node", (data for _, data in nodes)))
    file.write(_declare("edge", (data for _, _, _, data in edges)))
    file.write("    <nodes>\n")
    file.writelines(_write("node", {"id": iri}, data) for iri, data in nodes)
    file.write("    </nodes>\n    <edges>\n")
    for start, end, key, data in edges:
        file.write(_write("edge", {"id": key, "source": start, "target": end}, data))
    file.write("    </edges>\n  </graph>\n</gexf>\n")


def _declare(kind: str, every: Iterable[dict[str, Any]]) -> str:
    """Return the declaration of all attributes that GEXF has no names of its own for, with their types."""
    types: dict[str, type] = {}
    for data in every:
        types.update((name, type(value)) for name, value in data.items() if name not in _OWN)
    body = "".join(
        f'      <attribute id="{name}" title="{name}" type="{_TYPES[types[name]]}"/>\n' for name in sorted(types)
    )
    return f'    <attributes class="{kind}" mode="static">\n{body}    </attributes>\n'


def _write(element: str, own: dict[str, str], data: dict[str, Any]) -> str:
    own.update((name, data[name]) for name in _OWN if name in data)
    head = "".join(f" {name}={_quote(value)}" for name, value in own.items())
    values = "".join(
        f'<attvalue for="{name}" value={_quote(str(value))}/>'
        for name, value in sorted(data.items())
        if name not in _OWN
    )
    return f"      <{element}{head}><attvalues>{values}</attvalues></{element}>\n"


def _quote(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
