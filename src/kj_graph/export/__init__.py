"""Writing a graph out: one module a format, all behind `Parcel`.

The module of a format has `write(parcel, file)`, or where it makes several files `collect(parcel)`, which returns their
texts by name. The same statements give the same bytes whatever the run, the machine and the locale.
"""

from __future__ import annotations

from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from kj_graph.tuples import NamedTuple


class Format(NamedTuple):
    """A format: its module in this package, the endings of its files, what it is, and what it does not carry."""

    module: str
    endings: tuple[str, ...]
    summary: str
    loses: str
    media_type: str
    is_folder: bool


_GRAPHS = "named graphs (nquads and trig do)"
_NETWORK = "evidence, sources, notes, all names but the main one in each language, and what is no node"
FORMATS = {
    "turtle": Format("turtle", (".ttl",), "Turtle in the order of the data files", _GRAPHS, "text/turtle", False),
    "ntriples": Format("ntriples", (".nt",), "N-Triples, sorted", _GRAPHS, "application/n-triples", False),
    "nquads": Format("nquads", (".nq",), "N-Quads, sorted, with the named graphs", "", "application/n-quads", False),
    "trig": Format("trig", (".trig",), "TriG, the named graphs one after the other", "", "application/trig", False),
    "jsonld": Format("jsonld", (".jsonld", ".json"), "JSON-LD with short names", _GRAPHS, "application/ld+json", False),
    "rdfxml": Format("rdfxml", (".rdf", ".owl"), "RDF/XML", _GRAPHS, "application/rdf+xml", False),
    "graphml": Format("graphml", (".graphml",), "things and relations as GraphML", _NETWORK, "application/xml", False),
    "gexf": Format("gexf", (".gexf",), "the same as GEXF with time, for Gephi", _NETWORK, "application/xml", False),
    "csv": Format(
        "tables",
        (".zip",),
        "a CSV table for each class, in a folder or a zip",
        "datatypes of dates and numbers, languages other than en, ko and ja, and named graphs",
        "application/zip",
        True,
    ),
    "skos": Format(
        "concepts", (), "the policy areas as SKOS in Turtle", "all but the policy areas", "text/turtle", False
    ),
    "void": Format(
        "void", (), "the description alone: VoID and DCAT in Turtle", "the statements themselves", "text/turtle", False
    ),
}
WHERE = "Name a folder or a .zip: --format csv --output tables.zip."
SUFFIXES = {ending: name for name, form in FORMATS.items() for ending in form.endings}


def find_format(name: str | None, path: str = "") -> str:
    """Return the format of that name, or without one that of a path's ending, else Turtle; raises UsageError."""
    bare = path.lower().removesuffix(".gz")
    if bare.endswith(".csv"):
        raise UsageError(f"{path}: a table for each class makes several files", hint=WHERE)
    if name is None or not name:
        if path.endswith(("/", "\\")):
            return "csv"
        return SUFFIXES.get(bare[bare.rfind(".") :] if "." in bare else "", "turtle")
    if name not in FORMATS:
        raise UsageError(f"unknown format '{name}'", hint=f"Formats: {', '.join(FORMATS)}.")
    return name
