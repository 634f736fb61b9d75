"""Where the ontology, the data and the questions lie: inside an installed package, or in the checkout.

Paths are plain strings, because `pathlib` alone would cost as much as half the start of Python.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))
_ROOT = _PACKAGE if os.path.isdir(os.path.join(_PACKAGE, "ontology")) else _CHECKOUT

ONTOLOGY = os.path.join(_ROOT, "ontology")
DATA = os.path.join(_ROOT, "data")
QUERIES = os.path.join(_ROOT, "queries")
RULES = os.path.join(ONTOLOGY, "rules")


def ontology_files() -> list[str]:
    """Return the files that are loaded as the ontology: terms, concept schemes, and both for the registers."""
    return [os.path.join(ONTOLOGY, name) for name in ("kj.ttl", "concepts.ttl", "registers.ttl")]


def shapes_file() -> str:
    """Return the file of SHACL shapes."""
    return os.path.join(ONTOLOGY, "shapes.ttl")


def mapping_files() -> list[str]:
    """Return the mappings from other vocabularies to ours that ship with the ontology, in the order of their names."""
    folder = os.path.join(ONTOLOGY, "mappings")
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".toml"))


def alignments_file() -> str:
    """Return the file of alignments to outside vocabularies."""
    return os.path.join(ONTOLOGY, "alignments.ttl")


def data_files() -> list[str]:
    """Return the curated files: what is said, and where it is written."""
    return [os.path.join(DATA, name) for name in ("triples.ttl", "evidence.ttl")]


def dataset_file() -> str:
    """Return the file in which the dataset says of itself what cannot be counted."""
    return os.path.join(DATA, "dataset.ttl")


def context_file() -> str:
    """Return the context of the JSON-LD that is written."""
    return os.path.join(ONTOLOGY, "context.jsonld")


def register_files() -> dict[str, str]:
    """Return the file of each register that is loaded on request, by the register's name, in the order of names."""
    folder = os.path.join(DATA, "registers")
    files = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return {name.split(".")[0]: os.path.join(folder, name) for name in files if name.endswith((".ttl", ".ttl.gz"))}


def code_files(names: Iterable[str]) -> list[str]:
    """Return those modules of the package, named by their paths in it, that are installed as files."""
    paths = [os.path.join(_PACKAGE, *name.split("/")) for name in names]
    return [path for path in paths if os.path.isfile(path)]


def view_file() -> str:
    """Return the query that selects what the graph as it stood on a day leaves out."""
    return os.path.join(ONTOLOGY, "as-of", "view.rq")


def rule_files() -> list[str]:
    """Return the inference rules, in the order of their names."""
    return _files(RULES)


def owl_rule_files() -> list[str]:
    """Return those of the inference rules that say what OWL says, for any ontology."""
    return [path for path in rule_files() if os.path.basename(path).startswith("owl-")]


def clash_files() -> list[str]:
    """Return the rules by which statements contradict each other, in the order of their names."""
    return _files(os.path.join(ONTOLOGY, "clashes"))


def query_files() -> list[str]:
    """Return the saved questions, in the order of their names."""
    return _files(QUERIES)


def _files(folder: str) -> list[str]:
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".rq"))
