"""What an export is, as VoID and DCAT 3: what can be counted or looked up is, from the statements themselves.

What cannot (title, description, licence, day of issue, publisher) stands in data/dataset.ttl, for registers in the
mappings they were made with. A graph that is not the shipped dataset is named by its digest (RFC 6920), since it has no
other name, and nothing is said of its licence. A part of the dataset is described as a part.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from pyoxigraph import Literal, NamedNode, Triple

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.export import FORMATS
from kj_graph.export.about import DATASET, read_head
from kj_graph.export.parcel import write_comment
from kj_graph.export.turtle import write_blocks, write_prefixes

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import IO, Any

    from kj_graph.export.parcel import Parcel
    from kj_graph.vocabulary import Term

DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
_SPDX = "http://spdx.org/rdf/terms#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_PREFIXES = {
    **v.PREFIXES,
    "dcat": DCAT,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kjg": v.GRAPH,
    "spdx": _SPDX,
    "void": VOID,
}
_LINKS = frozenset(
    {v.SCHEMA + "sameAs", v.OWL + "sameAs"}
    | {v.SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
)


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write the description of a parcel as Turtle."""
    triples = describe(parcel)
    first = {triple.subject for triple in triples[:1]}
    used: set[str] = set()
    blocks = [
        *write_blocks((triple for triple in triples if triple.subject in first), used, _PREFIXES)[1:],
        *write_blocks((triple for triple in triples if triple.subject not in first), used, _PREFIXES)[1:],
    ]
    file.write("\n".join((write_comment(parcel.about.to_lines()), write_prefixes(used, _PREFIXES), *blocks)))


def describe(parcel: Parcel) -> list[Triple]:
    """Return the description of a parcel as triples."""
    about, selection = parcel.about, parcel.selection
    notes = _Notes()
    shipped = bool(about.issued)
    whole = DATASET.value if shipped else _name_by_digest(about.digest)
    root = whole
    if not selection.is_whole or not selection.evidence or parcel.graph.day:
        root = f"{whole}#selection"
    notes.say(root, v.TYPE.value, NamedNode(DCAT + "Dataset"))
    if root != whole:
        notes.say(whole, VOID + "subset", NamedNode(root))
    notes.say(root, v.TYPE.value, NamedNode(VOID + "Dataset"))
    if shipped:
        notes.triples += [
            triple if triple.subject != DATASET else Triple(NamedNode(root), triple.predicate, triple.object)
            for triple in read_head()
        ]
        notes.say(root, DCAT + "version", Literal(about.version))
    digest = f"{whole}#digest"
    notes.say(whole, _SPDX + "checksum", NamedNode(digest))
    notes.say(digest, v.TYPE.value, NamedNode(_SPDX + "Checksum"))
    notes.say(digest, _SPDX + "algorithm", NamedNode(_SPDX + "checksumAlgorithm_sha256"))
    notes.say(digest, _SPDX + "checksumValue", Literal(about.digest, datatype=NamedNode(v.XSD + "hexBinary")))
    notes.say(digest, v.RDFS + "comment", Literal("Of the canonical N-Quads by RDFC-1.0", language="en"))
    notes.say(root, v.RDFS + "comment", Literal(f"Selection: {about.selection}", language="en"))
    _describe_figures(parcel, notes, root)
    _describe_time(parcel, notes, root)
    for name in parcel.graph.registers:
        _describe_register(notes, name)
    _describe_distributions(notes, root, about.licence)
    return notes.triples


class _Notes:
    """Triples that are gathered."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def say(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        self.triples.append(Triple(NamedNode(subject), NamedNode(predicate), value))

    def count(self, subject: str, name: str, number: int) -> None:
        self.say(subject, VOID + name, Literal(number))


def _describe_figures(parcel: Parcel, notes: _Notes, root: str) -> None:
    """Count triples, things, classes, properties, graphs, languages and links to other datasets."""
    subjects: set[Term] = set()
    values: set[Term] = set()
    members: defaultdict[str, set[Term]] = defaultdict(set)
    uses: Counter[str] = Counter()
    users: defaultdict[str, set[Term]] = defaultdict(set)
    used: defaultdict[str, set[Term]] = defaultdict(set)
    links: Counter[tuple[str, str]] = Counter()
    languages: set[str] = set()
    triples = set(parcel.triples())
    for triple in triples:
        name, value = triple.predicate.value, triple.object
        subjects.add(triple.subject)
        values.add(value)
        uses[name] += 1
        users[name].add(triple.subject)
        used[name].add(value)
        if triple.predicate == v.TYPE and isinstance(value, NamedNode):
            members[value.value].add(triple.subject)
        if isinstance(value, Literal) and value.language:
            languages.add(value.language.partition("-")[0])
        if name in _LINKS and isinstance(value, NamedNode) and not value.value.startswith(v.KJR):
            links[_space(value.value), name] += 1
    notes.count(root, "triples", len(triples))
    notes.count(root, "distinctSubjects", len(subjects))
    notes.count(root, "distinctObjects", len(values))
    notes.count(root, "entities", len({each for found in members.values() for each in found}))
    notes.count(root, "classes", len(members))
    notes.count(root, "properties", len(uses))
    for iri in sorted(members):
        part = f"{root.partition('#')[0]}#class-{_local(iri)}"
        notes.say(root, VOID + "classPartition", NamedNode(part))
        notes.say(part, VOID + "class", NamedNode(iri))
        notes.count(part, "entities", len(members[iri]))
    for iri in sorted(uses):
        part = f"{root.partition('#')[0]}#property-{_local(iri)}"
        notes.say(root, VOID + "propertyPartition", NamedNode(part))
        notes.say(part, VOID + "property", NamedNode(iri))
        notes.count(part, "triples", uses[iri])
        notes.count(part, "distinctSubjects", len(users[iri]))
        notes.count(part, "distinctObjects", len(used[iri]))
    for space in sorted({_space(iri) for iri in (*uses, *members)}):
        notes.say(root, VOID + "vocabulary", NamedNode(space))
    for language in sorted(each for each in languages if len(each) == 2):
        notes.say(root, v.DCTERMS + "language", NamedNode(_LANGUAGE + language))
    graphs = Counter(quad.graph_name.value for quad in parcel.quads() if isinstance(quad.graph_name, NamedNode))
    for name in sorted(graphs):
        notes.say(root, VOID + "subset", NamedNode(name))
        notes.say(name, v.TYPE.value, NamedNode(VOID + "Dataset"))
        notes.count(name, "triples", graphs[name])
    _describe_links(notes, root, links)


def _describe_links(notes: _Notes, root: str, links: Counter[tuple[str, str]]) -> None:
    base = root.partition("#")[0]
    for space, name in sorted(links):
        host = space.partition("//")[2].partition("/")[0].removeprefix("www.")
        target, part = f"{base}#target-{host}", f"{base}#links-{host}-{_local(name)}"
        notes.say(root, VOID + "subset", NamedNode(part))
        notes.say(part, v.TYPE.value, NamedNode(VOID + "Linkset"))
        notes.say(part, VOID + "linkPredicate", NamedNode(name))
        notes.say(part, VOID + "subjectsTarget", NamedNode(root))
        notes.say(part, VOID + "objectsTarget", NamedNode(target))
        notes.count(part, "triples", links[space, name])
        notes.say(target, v.TYPE.value, NamedNode(VOID + "Dataset"))
        notes.say(target, VOID + "uriSpace", Literal(space))


def _describe_time(parcel: Parcel, notes: _Notes, root: str) -> None:
    """Say from which day to which the coverage statements of the whole graph reach; their last day is excluded."""
    from datetime import date, timedelta

    from kj_graph.store.days import find_span

    first, last = find_span(parcel.graph.store.mirror())
    if first and last:
        period = f"{root.partition('#')[0]}#time"
        day = NamedNode(v.XSD + "date")
        end = (date.fromisoformat(last) - timedelta(days=1)).isoformat()
        notes.say(root, v.DCTERMS + "temporal", NamedNode(period))
        notes.say(period, v.TYPE.value, NamedNode(v.DCTERMS + "PeriodOfTime"))
        notes.say(period, DCAT + "startDate", Literal(first, datatype=day))
        notes.say(period, DCAT + "endDate", Literal(end, datatype=day))


def _describe_register(notes: _Notes, name: str) -> None:
    """Say of a register what the mapping says with which it was made."""
    import os
    import tomllib

    path = os.path.join(resources.DATA, "registers", f"{name}.toml")
    if not os.path.isfile(path):
        return
    with open(path, "rb") as file:
        told: dict[str, Any] = tomllib.load(file).get("dataset", {})
    graph = told.get("graph", v.GRAPH + name)
    for key, predicate in (("label", "title"), ("description", "description")):
        for language, text in told.get(key, {}).items():
            notes.say(graph, v.DCTERMS + predicate, Literal(text, language=language))
    for key, predicate in (("licence", "license"), ("source", "source")):
        if key in told:
            notes.say(graph, v.DCTERMS + predicate, NamedNode(told[key]))


def _describe_distributions(notes: _Notes, root: str, licence: str) -> None:
    """Say in which formats the program writes the dataset; none has an address yet, so none is said."""
    base = root.partition("#")[0]
    for name, form in FORMATS.items():
        if name == "void":
            continue
        part = f"{base}#distribution-{name}"
        notes.say(root, DCAT + "distribution", NamedNode(part))
        notes.say(part, v.TYPE.value, NamedNode(DCAT + "Distribution"))
        notes.say(part, v.DCTERMS + "title", Literal(form.summary, language="en"))
        notes.say(part, v.DCTERMS + "description", Literal(f"kj-graph export --format {name}", language="en"))
        notes.say(part, DCAT + "mediaType", NamedNode(_MEDIA + form.media_type))
        if licence:
            notes.say(part, v.DCTERMS + "license", NamedNode(licence))


def _name_by_digest(digest: str) -> str:
    import base64

    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip('=')}"


def _space(iri: str) -> str:
    """Return the namespace of an IRI: all up to its last sign of division."""
    return iri[: max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1]


def _local(iri: str) -> str:
    """Return a short name of an IRI that differs for different ones of the vocabularies in use."""
    short = v.shorten_iri(iri).strip("<>")
    name = short.removeprefix("kj:") if not short.startswith("http") else short.partition("//")[2]
    return "".join(c if c.isalnum() else "-" for c in name)
