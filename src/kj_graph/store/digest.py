"""The digest of a dataset: the SHA-256 of its canonical N-Quads by RDFC-1.0, so that anybody can compute it again.

It covers every asserted statement with its named graph (ontology, curated data, evidence, registers, what was added)
and leaves out what the rules derive. Only statements with blank nodes need the algorithm; the others are canonical
as they stand. It is computed when it is first asked for and kept with the cache.
"""

from __future__ import annotations

from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from kj_graph.store.embedded import EmbeddedStore

ALGORITHM = "RDFC-1.0 SHA-256"
PART = "digest"  # under which it is kept with a store


def find_digest(store: EmbeddedStore) -> str:
    """Return the digest of a store's dataset, in hexadecimal: the one that is kept with it, or computed now."""
    index = store.index
    kept = index.find(PART) if index is not None else None
    if isinstance(kept, str):
        return kept
    digest = digest_dataset(quad for quad in store.quads() if quad.graph_name != v.INFERRED)
    if index is not None:
        index.keep(PART, digest)
    return digest


def digest_dataset(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 of the canonical N-Quads of a dataset, in hexadecimal; memory stays bounded."""
    import hashlib

    from kj_graph.store.canonical import name_blank_nodes, sort_lines

    digest = hashlib.sha256()
    for line in sort_lines(f"{quad} ." for quad in name_blank_nodes(quads)):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()
