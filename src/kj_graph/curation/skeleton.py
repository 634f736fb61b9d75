"""The beginning of a new description: all that the shapes ask for, with a comment at each line that says what to write.

What is left to fill in is no valid value, so that `kj-graph check` names each blank that was forgotten. Nothing of what
a class needs is typed here: it is read from the shapes, and the choices from the concept schemes.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.curation.rules import ClassRules, Rule, read_rules
from kj_graph.errors import UsageError
from kj_graph.labels import LANGUAGES

BLANK = "kjr:fill-in"
_WIDTH = 110
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
# Rows of registers come from tables; evidence and passages belong to what they are about.
_NOT_ALONE = ("RegisterEntry", "RollCall", "Evidence", "Passage")
_WITHOUT_EVIDENCE = ("Source", "Passage", "Evidence", "EditorialLink", "Coverage")
_ABOUT = v.KJ + "about"


def list_kinds() -> dict[str, str]:
    """Return the kinds of things that can be begun, each with the name of its class."""
    kinds = {}
    for name, rules in read_rules().items():
        if name not in _NOT_ALONE:
            kinds["proposal" if name == "Proposal" else rules.prefix] = name
    return dict(sorted(kinds.items()))


def write_skeleton(kind: str, slug: str = "") -> str:
    """Return the Turtle with which the description of a new thing begins; raises UsageError for an unknown kind."""
    kinds = list_kinds()
    if kind not in kinds:
        from difflib import get_close_matches

        near = get_close_matches(kind, kinds, n=1, cutoff=0.5)
        hint = f"Did you mean '{near[0]}'? " if near else ""
        raise UsageError(f"there is no kind '{kind}'", hint=f"{hint}Kinds: {', '.join(kinds)}.")
    rules = read_rules()[kinds[kind]]
    bare = slug.removeprefix("kjr:").removeprefix(f"{rules.prefix}-") or "fill-in"
    if not _SLUG.match(bare):
        raise UsageError(f"'{slug}' is no slug", hint="A slug is of a-z, 0-9 and single hyphens: gsomia-2016.")
    return _Writer(bare).write(rules)


class _Writer:
    def __init__(self, slug: str) -> None:
        self._slug = slug
        self._concepts, self._labels = _read_concepts()
        self._done: list[str] = []

    def write(self, rules: ClassRules) -> str:
        label = self._labels.get(v.KJ + rules.name, rules.name)
        head = [
            f"A new {label}. Write what is empty or says {BLANK}; lines that begin with # may be taken in or removed.",
            "What you could not see in a source is left out, or its evidence says kjr:verification-unverified.",
            "Then: kj-graph check FILE, which names every blank that was forgotten.",
        ]
        blocks = list(self._write_thing(rules, self._slug, {}))
        if rules.name not in _WITHOUT_EVIDENCE:
            passage, source = f"passage-{self._slug}", f"source-{self._slug}"
            blocks.append(self._write_block(read_rules()["Passage"], passage, {v.KJ + "ofSource": source}))
            blocks.append(self._write_block(read_rules()["Source"], source, {}))
        text = "\n".join(blocks)
        used = [name for name in sorted(v.PREFIXES) if re.search(rf"(?<![\w-]){name}:", _without_comments(text))]
        prefixes = "".join(f"@prefix {name}: <{v.PREFIXES[name]}> .\n" for name in used)
        return "".join(f"# {line}\n" for line in head) + f"\n{prefixes}\n{text}"

    def _write_thing(self, rules: ClassRules, slug: str, links: dict[str, str]) -> Iterator[str]:
        """Yield the block of a thing, of its evidence, and of what the shapes ask to point at it."""
        name = f"{rules.prefix}-{slug}"
        yield self._write_block(rules, name, links)
        if rules.name not in _WITHOUT_EVIDENCE:
            evidence = {_ABOUT: name, v.KJ + "passage": f"passage-{self._slug}"}
            yield self._write_block(read_rules()["Evidence"], f"evidence-{name}-01", evidence)
        for rule in rules.rules:
            if rule.inverse and rule.least and rule.property != _ABOUT:
                part = next(each for each in read_rules().values() if _needs(each, rule.property))
                for number in range(rule.least):
                    end = self._name_part(part) if rule.least == 1 else str(number + 1)
                    yield from self._write_thing(part, f"{slug}-{end}", {rule.property: name})

    def _name_part(self, part: ClassRules) -> str:
        """Return the end of the slug of a part: what the hints give as the first kind of such a thing."""
        kinds = (re.search(rf"kjr:{part.prefix}-kind-([a-z]+)", rule.hint) for rule in part.rules)
        return next((found[1] for found in kinds if found), "1")

    def _write_block(self, rules: ClassRules, name: str, links: dict[str, str]) -> str:
        lines = [f"kjr:{name} a kj:{rules.name} ;"]
        optional: list[str] = []
        forbidden = {rule.property for rule in rules.rules if rule.most == 0}
        told: set[str] = set()
        for rule in rules.rules:
            iri = rule.property
            if rule.inverse or not iri or iri in forbidden or iri == v.TYPE.value or iri in told:
                continue
            needed = [each for each in rules.find(iri) if each.least or each.conditional]
            if not needed and iri not in links:
                told.add(iri)
                optional += _comment(_offer(rule))
                continue
            told.add(iri)
            lines += self._write_property(rules, iri, needed or [rule], links)
        return "\n".join([*lines, *optional, "    .", ""])

    def _write_property(self, rules: ClassRules, iri: str, needed: list[Rule], links: dict[str, str]) -> list[str]:
        short = v.shorten_iri(iri)
        if iri in links:
            return [f"    {short} kjr:{links[iri]} ;"]
        every = list(rules.find(iri))
        lines = [line for text in dict.fromkeys(rule.message for rule in needed) for line in _comment(text)]
        scheme = next((rule.scheme for rule in every if rule.scheme), "")
        if scheme:
            lines += _comment("One of: " + " ".join(self._concepts.get(scheme, [])))
        elif any(rule.hint for rule in every):
            lines += _comment(next(rule.hint for rule in every if rule.hint))
        return [*lines, f"    {short} {self._write_blank(every)} ;"]

    def _write_blank(self, rules: list[Rule]) -> str:
        """Return a value that no shape takes, of the form that is wanted."""
        for rule in rules:
            if rule.fixed is not None:
                return v.shorten_iri(rule.fixed.value) if isinstance(rule.fixed, NamedNode) else str(rule.fixed)
        for rule in rules:
            if rule.languages:
                count = max(each.least for each in rules)
                return " , ".join(f'""@{language}' for language in LANGUAGES[: max(count, 1)])
            if rule.datatype.endswith("langString"):
                return '""@en'
            if rule.dated:
                return '""^^xsd:date'
            if rule.datatype:
                kind = v.shorten_iri(rule.datatype)
                return '""' if kind == "xsd:string" else f'""^^{kind}'
            if rule.scheme or rule.classes:
                return BLANK
        return BLANK


def _needs(rules: ClassRules, iri: str) -> bool:
    return any(rule.least and not rule.inverse for rule in rules.find(iri))


def _offer(rule: Rule) -> str:
    """Return a line that can be taken in by removing the #: the first example of the rule's hint, or the hint."""
    short, hint = v.shorten_iri(rule.property), rule.hint
    if hint.startswith(f"Write {short} "):
        return re.split(r"(?<! ), | or (?=\")", hint.removeprefix("Write "))[0] + " ;"
    return f"{short}: {hint or rule.message}"


def _comment(text: str) -> list[str]:
    wrapped = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"    # {line}" for line in wrapped]


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def _read_concepts() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the concepts of each scheme in the order of the file, and the English labels of classes."""
    concepts: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for path in resources.ontology_files():
        for quad in pyoxigraph.parse(path=path):
            if not isinstance(quad.subject, NamedNode):
                continue
            if quad.predicate.value == v.SKOS + "inScheme" and isinstance(quad.object, NamedNode):
                concepts.setdefault(quad.object.value, []).append(v.shorten_iri(quad.subject.value))
            elif quad.predicate == v.LABEL and isinstance(quad.object, Literal) and quad.object.language == "en":
                labels[quad.subject.value] = quad.object.value
    return concepts, labels
