"""Turtle in one order: sections by class, one subject a block, properties and values in a fixed order.

The same triples give the same text, byte for byte: the form is that of the project's own data files.
"""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import IO

    from pyoxigraph import Triple

    from kj_graph.export.parcel import Parcel
    from kj_graph.vocabulary import Term

LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?\Z")
INTEGER = re.compile(r"[+-]?[0-9]+\Z")
WIDTH = 120
_LANGUAGES = {language: rank for rank, language in enumerate(LANGUAGES)}
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

SECTIONS = {
    "State": "States",
    "Organization": "Organizations",
    "Person": "Persons",
    "Group": "Groups",
    "Office": "Offices",
    "Tenure": "Tenures",
    "Place": "Places",
    "Agreement": "Agreements",
    "LifeEvent": "Lives of agreements",
    "Representation": "Representations",
    "Event": "Events",
    "Claim": "Claims",
    "Proposal": "Proposals",
    "StatusChange": "Status changes",
    "ContestedMatter": "Contested matters",
    "Position": "Positions",
    "PolicyArea": "Policy areas",
    "Coverage": "Coverage",
    "Source": "Sources",
    "Passage": "Passages",
    "Evidence": "Evidence",
    "EditorialLink": "Editorial links",
    "RegisterEntry": "Entries of registers",
    "RollCall": "Roll calls",
}
_CLASSES = {v.KJ + name: (rank, title) for rank, (name, title) in enumerate(SECTIONS.items())}


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write a parcel as Turtle below a comment that says what it is."""
    file.write(write_turtle(parcel.triples(), parcel.about.to_heading()))


def write_turtle(triples: Iterable[Triple], heading: str = "", prefixes: Mapping[str, str] = v.PREFIXES) -> str:
    """Return triples as Turtle; `heading` is put first as comment lines."""
    used: set[str] = set()
    blocks = write_blocks(triples, used, prefixes)
    parts = ["".join(f"# {line}\n" for line in heading.splitlines())] if heading else []
    return "\n".join(part for part in (*parts, write_prefixes(used, prefixes), *blocks) if part)


def write_prefixes(used: Iterable[str], prefixes: Mapping[str, str] = v.PREFIXES) -> str:
    """Return the declarations of those prefixes that are used."""
    return "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(used))


def write_blocks(triples: Iterable[Triple], used: set[str], prefixes: Mapping[str, str] = v.PREFIXES) -> list[str]:
    """Return headings of sections and blocks of subjects in their order, noting in `used` the prefixes they need."""
    subjects: dict[NamedNode | BlankNode, dict[str, list[Term]]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode | BlankNode):
            subjects.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
    blocks: list[tuple[tuple[int, str], str, str]] = []
    for subject, properties in subjects.items():
        rank, title = find_section(properties)
        blocks.append(((rank, str(subject)), title, _write_block(subject, properties, used, prefixes)))
    blocks.sort()
    parts = []
    section = ""
    for _, title, block in blocks:
        if title != section:
            section = title
            parts.append(f"# {title}\n")
        parts.append(block)
    return parts


def find_section(properties: dict[str, list[Term]]) -> tuple[int, str]:
    """Return the place and the heading of the section in which a thing with these properties stands."""
    types = (each.value for each in properties.get(v.TYPE.value, ()) if isinstance(each, NamedNode))
    return max((_CLASSES[each] for each in types if each in _CLASSES), default=(len(_CLASSES), "Other things"))


def _write_block(
    subject: NamedNode | BlankNode, properties: dict[str, list[Term]], used: set[str], prefixes: Mapping[str, str]
) -> str:
    lines = []
    for name in sorted(properties, key=v.rank_property):
        verb = "a" if name == v.TYPE.value else write_term(NamedNode(name), used, prefixes)
        values = [write_term(value, used, prefixes) for value in sorted(set(properties[name]), key=order_value)]
        joined = f"{verb} {' , '.join(values)}"
        lines.append(joined if len(joined) < WIDTH else f"{verb} {' ,'.join(_indent(values))}")
    return f"{write_term(subject, used, prefixes)} " + " ;\n    ".join(lines) + " .\n"


def _indent(values: list[str]) -> list[str]:
    return [values[0], *(f"\n        {value}" for value in values[1:])]


def order_value(value: Term) -> tuple[int, int, str]:
    """Return the key that puts the values of a property in their order."""
    if isinstance(value, Literal):
        return (1, _LANGUAGES.get(value.language or "", 9), str(value))
    return (0, 0, str(value))


def write_term(term: Term, used: set[str], prefixes: Mapping[str, str] = v.PREFIXES) -> str:
    """Return one term as Turtle writes it, noting in `used` the prefixes it needs."""
    if isinstance(term, NamedNode):
        for prefix, namespace in prefixes.items():
            if term.value.startswith(namespace) and LOCAL_NAME.match(term.value[len(namespace) :]):
                used.add(prefix)
                return f"{prefix}:{term.value[len(namespace) :]}"
        return str(term)
    if isinstance(term, Literal):
        quoted = f'"{term.value.translate(ESCAPES)}"'
        if term.language:
            return f"{quoted}@{term.language}"
        datatype = term.datatype.value
        if datatype == v.XSD + "string":
            return quoted
        if (datatype == v.XSD + "integer" and INTEGER.match(term.value)) or (
            datatype == v.XSD + "boolean" and term.value in ("true", "false")
        ):
            return term.value
        return f"{quoted}^^{write_term(term.datatype, used, prefixes)}"
    return str(term)
