"""Asking HermiT, the reasoner that travels with owlready2 and runs on Java.

owlready2's own call also classifies all properties, which takes twenty times as long over many things and answers
nothing that is asked here; so the program is called directly, for classes and things alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence

from pyoxigraph import RdfFormat, Triple, serialize

from kj_graph.errors import KjGraphError, MissingPartError
from kj_graph.vocabulary import OWL

_MEMORY = "-Xmx2000M"
_PROGRAM = "org.semanticweb.HermiT.cli.CommandLine"
_EQUIVALENT = re.compile(r"^\s*EquivalentClasses\( (.*?) \)", re.MULTILINE)
_NARROWER = re.compile(r"^\s*SubClassOf\( <([^>]*)> <([^>]*)> \)", re.MULTILINE)
_TYPE = re.compile(r"^Type\( <([^>]*)> <([^>]*)> \)", re.MULTILINE)


class Verdict:
    """What HermiT says: whether all can be true, which classes can have no member, the classes of each thing."""

    def __init__(
        self, consistent: bool, unsatisfiable: Sequence[str] = (), types: dict[str, set[str]] | None = None
    ) -> None:
        self.consistent = consistent
        self.unsatisfiable = tuple(unsatisfiable)
        self.types = types or {}


def find_java() -> str:
    """Return the Java that runs HermiT; raises MissingPartError without it or without owlready2."""
    home = os.environ.get("JAVA_HOME", "")
    java = shutil.which("java", path=os.path.join(home, "bin")) if home else None
    java = java or shutil.which("java")
    if java is None:
        raise MissingPartError(
            "Checking the logic needs Java for the reasoner HermiT, and no 'java' was found.",
            hint="Install a Java runtime of 11 or newer (Debian: apt install default-jre-headless; macOS: "
            "brew install openjdk), or set JAVA_HOME.",
        )
    try:
        import owlready2  # noqa: F401
    except ImportError as error:
        raise MissingPartError(
            "Checking the logic needs owlready2, which is not installed.", hint="Run: pip install owlready2"
        ) from error
    return java


def run_hermit(java: str, triples: Sequence[Triple]) -> Verdict:
    """Classify what the triples say; raises KjGraphError where HermiT stops or did not take them all."""
    told = _run(java, triples, ["-c", "-I"], None)
    if told is None:
        return Verdict(False)
    types: dict[str, set[str]] = {}
    for thing, kind in _TYPE.findall(told):
        types.setdefault(thing, set()).add(kind)
    expected = {t.subject.value for t in triples if getattr(t.object, "value", "") == OWL + "NamedIndividual"}  # type: ignore[union-attr]  # a name
    if expected != set(types):
        raise KjGraphError(
            f"HermiT took {len(types)} of {len(expected)} things, so its verdict would mean nothing.",
            hint="Install the version of owlready2 that pyproject.toml names, or report this.",
        )
    wider: dict[str, set[str]] = {}
    for kind, above in _NARROWER.findall(told):
        wider.setdefault(kind, set()).add(above)
    groups = [re.findall(r"<([^>]*)>", group) for group in _EQUIVALENT.findall(told)]
    for group in groups:
        for kind in group:
            wider.setdefault(kind, set()).update(group)
    types = {thing: _widen(kinds, wider) for thing, kinds in types.items()}
    impossible = {iri for group in groups if OWL + "Nothing" in group for iri in group} - {OWL + "Nothing"}
    return Verdict(True, sorted(impossible), types)


def _widen(kinds: set[str], wider: dict[str, set[str]]) -> set[str]:
    """Return classes with all wider ones: HermiT tells the nearest of each thing."""
    found, waiting = set(kinds), list(kinds)
    while waiting:
        fresh = wider.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    return found


def is_consistent(java: str, triples: Sequence[Triple], seconds: float | None = None) -> bool:
    """Say whether all of the triples can be true; raises TimeoutError where that takes longer than given."""
    return _run(java, triples, ["-k"], seconds) is not None


def _run(java: str, triples: Sequence[Triple], actions: list[str], seconds: float | None) -> str | None:
    """Return what HermiT prints, or None where it finds a contradiction."""
    from importlib.util import find_spec

    found = find_spec("owlready2")
    assert found is not None
    assert found.origin is not None
    folder = os.path.join(os.path.dirname(found.origin), "hermit")
    programs = os.pathsep.join((folder, os.path.join(folder, "HermiT.jar")))
    with tempfile.TemporaryDirectory(prefix="kj-graph-") as own:
        path = os.path.join(own, "view.nt")
        with open(path, "wb") as file:
            serialize(triples, file, RdfFormat.N_TRIPLES)
        address = "file:///" + path.replace(os.sep, "/")
        command = [java, _MEMORY, "-cp", programs, _PROGRAM, *actions, address]
        try:
            done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
    if done.returncode == 0:
        return done.stdout.decode(errors="replace")
    complaint = done.stderr.decode(errors="replace")
    if "Inconsistent ontology" in complaint:
        return None
    last = [line for line in complaint.splitlines() if "xception" in line or "rror" in line] or [complaint.strip()]
    raise KjGraphError(
        f"HermiT stopped: {last[0].strip()}", hint="The ontology has left OWL 2 DL, or Java lacks memory."
    )
