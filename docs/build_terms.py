"""Write docs/terms.md: every term of the ontology, and the questions, rules and shapes that use it.

Run it as `python docs/build_terms.py` after a change of the ontology, a question or a shape; a test holds the page in
step and fails on a term that nothing uses.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph

from kj_graph import resources
from kj_graph import vocabulary as v

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

PAGE = Path(__file__).with_name("terms.md")
_HEAD = """# The terms of the ontology, and what uses them

Written by `docs/build_terms.py` from `ontology/`, `queries/` and `ontology/rules/`; do not edit by hand.
A term that no question, rule or shape uses is deleted.

The namespace is `https://w3id.org/kj-graph/ontology#` (prefix `kj:`). The name is reserved and does not redirect yet.
"""


def read_terms() -> dict[str, dict[str, list[Term]]]:
    """Return the classes and properties of the ontology with their statements."""
    terms: dict[str, dict[str, list[Term]]] = {}
    for quad in (quad for path in resources.ontology_files() for quad in pyoxigraph.parse(path=path)):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value.startswith(v.KJ):
            terms.setdefault(quad.subject.value[len(v.KJ) :], {}).setdefault(quad.predicate.value, []).append(
                quad.object
            )
    return terms


def find_uses(name: str) -> dict[str, list[str]]:
    """Return the questions, rules and shapes in whose text a term stands."""
    word = re.compile(rf"\bkj:{name}\b")
    uses: dict[str, list[str]] = {"questions": [], "rules": [], "shapes": []}
    for kind, paths in (("questions", resources.query_files()), ("rules", resources.rule_files())):
        uses[kind] = [Path(path).stem for path in paths if word.search(_body(path))]
    shape = ""
    for line in Path(resources.shapes_file()).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(\S+) a sh:(?:Node|Property)Shape", line):
            shape = match[1].rpartition(":")[2]
        if word.search(line) and shape and shape not in uses["shapes"]:
            uses["shapes"].append(shape)
    return uses


def _body(path: str) -> str:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def render_page() -> str:
    """Return the page."""
    terms = read_terms()
    parts = [_HEAD]
    for title, wanted in (("Classes", True), ("Properties", False)):
        parts.append(
            f"\n## {title}\n\n| term | en · ko · ja | meaning | questions and rules | shapes |\n|---|---|---|---|---|\n"
        )
        parts += [_row(name, terms[name]) for name in sorted(terms) if name[:1].isupper() == wanted]
    return "".join(parts)


def _row(name: str, term: dict[str, list[Term]]) -> str:
    labels = {str(each.language): each.value for each in term[v.LABEL.value] if isinstance(each, pyoxigraph.Literal)}
    meaning = next(
        each.value
        for each in term[v.SKOS + "definition"]
        if isinstance(each, pyoxigraph.Literal) and each.language == "en"
    )
    uses = find_uses(name)
    asked = ", ".join(f"`{each}`" for each in uses["questions"] + uses["rules"]) or "–"
    shapes = ", ".join(f"`{each}`" for each in uses["shapes"]) or "–"
    return f"| `kj:{name}` | {labels['en']} · {labels['ko']} · {labels['ja']} | {meaning} | {asked} | {shapes} |\n"


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
