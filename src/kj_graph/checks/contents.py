"""What a file holds: its format by its name, its bytes unpacked, its triples one after the other.

A file is never held as a whole where its triples pass one by one: it may be larger than memory.
"""

from __future__ import annotations

import codecs
import gzip
import os
from collections.abc import Iterator
from typing import IO

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from kj_graph.progress import Progress
from kj_graph.vocabulary import KJ, KJR

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}
_PART = 1 << 20


def find_format(path: str) -> RdfFormat | None:
    """Return the format that the ending of a name says, packed by gzip or not, or None."""
    return FORMATS.get(os.path.splitext(path.lower().removesuffix(".gz"))[1])


def open_content(path: str) -> IO[bytes]:
    """Open what a file holds, unpacked where its name ends in .gz."""
    if path.lower().endswith(".gz"):
        return gzip.open(path, "rb")  # type: ignore[return-value]  # it reads bytes as files do
    return open(path, "rb")


def read_content(path: str) -> bytes:
    """Return what a file holds, unpacked where its name ends in .gz."""
    with open_content(path) as stream:
        return stream.read()


def stream_quads(path: str, *, progress: bool = False) -> Iterator[Quad]:
    """Yield the triples of a file that can be read; `progress` tells on standard error how many, if it takes long."""
    with open_content(path) as stream:
        quads = parse(stream, find_format(path))
        yield from _tell(quads, os.path.basename(path)) if progress else quads


def read_described(path: str, *, progress: bool = False) -> list[Quad]:
    """Return the triples about things that a file tells of in the project's own terms, however much else it holds.

    These are the things with a name of the project's, and those with a property, class or value of it.
    """
    told = {quad.subject for quad in stream_quads(path, progress=progress) if _is_ours(quad)}
    return [quad for quad in stream_quads(path, progress=progress) if quad.subject in told]


def _is_ours(quad: Quad) -> bool:
    subject, value = quad.subject, quad.object
    return (
        quad.predicate.value.startswith(KJ)
        or (isinstance(subject, NamedNode) and subject.value.startswith((KJR, KJ)))
        or (isinstance(value, NamedNode) and value.value.startswith((KJ, KJR)))
    )


def name_subject(quad: Quad) -> str:
    """Return the IRI or the label of what a triple is about."""
    subject = quad.subject
    return subject.value if isinstance(subject, NamedNode | BlankNode) else str(subject)


def find_bad_byte(path: str) -> int | None:
    """Return where the first byte stands that is not UTF-8, or None; reads the file part by part."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    read = 0
    with open_content(path) as stream:
        while part := stream.read(_PART):
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(part)
            except UnicodeDecodeError as error:
                return read - held + error.start
            read += len(part)
        held = len(decoder.getstate()[0])
    return read - held if held else None


def begins_with(path: str, *marks: bytes) -> bool:
    """Say whether a file begins with one of these bytes."""
    with open_content(path) as stream:
        first = stream.read(max(map(len, marks)))
    return first.startswith(marks)


def _tell(quads: Iterator[Quad], name: str) -> Iterator[Quad]:
    """Pass triples on, and tell every second how many there were."""
    progress = Progress()
    try:
        for number, quad in enumerate(quads, 1):
            if not number % 8192:
                progress.tell(f"{name}: {number:,} triples read")
            yield quad
    finally:
        progress.end()
