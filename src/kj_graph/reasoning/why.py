"""Why a statement stands in the graph: where it is written, or by which rule it follows from others, down to these.

A rule is turned round: what it gives is matched with the statement, its conditions are asked of the store with what
the match has fixed, and the statements that fulfil them are read back. Each of those that was itself derived is
explained in turn; a statement never explains itself. Of several reasons the one that rests on the fewest derived
statements is told.
"""

from __future__ import annotations

from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.errors import UnknownNameError, UsageError
from kj_graph.evidence import EvidenceReader, Record, choose_records
from kj_graph.reasoning.patterns import Way, read_template, read_ways
from kj_graph.store.rules import Rule, read_rule

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from kj_graph.labels import Labeller
    from kj_graph.reasoning.patterns import Pattern
    from kj_graph.store.embedded import EmbeddedStore
    from kj_graph.vocabulary import Term

ASSERTED, INFERRED, ABSENT = "asserted", "inferred", "not in the graph"
_MOST_ROWS = 1000
# What a passage says of an act in the life of an agreement is recorded at its date.
_TOLD_WITH_DATE = {v.KJ + "ofAgreement", v.KJ + "lifeKind"}
_DEEPEST = 100
_MOST_NEAR = 8


class Explanation:
    """Why one statement stands: `status` is asserted, inferred or not in the graph.

    What is asserted has its `graph` (the last part of its name, such as `curated` or `ontology`) and `evidence`. What
    is inferred has the `rule`, the statements it used as `premises`, each explained, and in `silences` what the rule
    needs the graph not to say, an open end as None. What is not in the graph has the values `near` it: those that the
    thing has for the property, or else, with `near_properties`, the properties that it has.
    """

    def __init__(self, triple: Triple, status: str, labeller: Labeller) -> None:
        self.triple = triple
        self.status = status
        self.labeller = labeller
        self.graph = ""
        self.evidence: tuple[Record, ...] = ()
        self.rule: Rule | None = None
        self.premises: tuple[Explanation, ...] = ()
        self.silences: tuple[tuple[tuple[Term | None, ...], ...], ...] = ()
        self.near: tuple[Term, ...] = ()
        self.near_properties = False
        self.followed = True

    @property
    def holds(self) -> bool:
        """Whether the statement stands in the graph."""
        return self.status != ABSENT

    def list_asserted(self) -> list[Triple]:
        """Return the asserted statements on which it rests, once each, in the order in which they are told."""
        if self.status == ASSERTED:
            return [self.triple]
        return list(dict.fromkeys(triple for premise in self.premises for triple in premise.list_asserted()))

    def tell(self, term: Term | None) -> str:
        """Return a term in words: a name with its mark, or the text of a literal."""
        if isinstance(term, NamedNode):
            return "a" if term == v.TYPE else self.labeller.marked(term)
        if isinstance(term, Literal):
            return term.value
        return "…"

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain Python data, ready for JSON, premises within premises."""
        subject, predicate, value = self.triple.subject, self.triple.predicate, self.triple.object
        told: dict[str, Any] = {
            "status": self.status,
            "subject": _show(subject),
            "subjectLabel": self.tell(subject),
            "property": _show(predicate),
            "propertyLabel": self.tell(predicate),
            "value": _show(value),
            "valueLabel": self.tell(value),
        }
        if self.status == ASSERTED:
            told |= {"graph": self.graph, "evidence": [self._tell_record(record) for record in self.evidence]}
        if self.rule is not None:
            told["rule"] = {"name": self.rule.name, "sentence": self.rule.say(self.labeller.language)}
            told["premises"] = [premise.to_dict() for premise in self.premises]
            told["silences"] = [
                [[None if term is None else _show(term) for term in pattern] for pattern in patterns]
                for patterns in self.silences
            ]
        if not self.followed:
            told["followed"] = False
        if self.status == ABSENT:
            told["nearest"] = "properties" if self.near_properties else "values"
            told["near"] = [{"value": _show(term), "label": self.tell(term)} for term in self.near]
        return told

    def _tell_record(self, record: Record) -> dict[str, Any]:
        return {
            "evidence": record.evidence.value,
            "source": record.source.value if record.source else None,
            "sourceTitle": self.labeller.text(record.source) if record.source else None,
            "tier": self.labeller.text(record.tier) if record.tier else None,
            "locator": self.labeller.locate(record.passage) if record.passage else None,
            "address": record.address or None,
            "verification": record.verification.rpartition("verification-")[2] or "seen",
        }

    def __repr__(self) -> str:
        return f"Explanation({self.status}: {' '.join(map(str, self.triple))})"

    def _repr_html_(self) -> str:
        from html import escape

        from kj_graph.display.explanations import draw_explanation

        return f'<pre lang="{self.labeller.language}">{escape(draw_explanation(self, 100))}</pre>'


def explain(
    store: EmbeddedStore,
    labeller: Labeller,
    resolve: Callable[[str], NamedNode],
    thing: str,
    property_name: str,
    value: str,
) -> Explanation:
    """Return why a statement stands in a store, or that it does not, with what is nearest to it.

    Thing and value are named by slug, prefixed name, IRI or any name that `resolve` finds; a value may also be the text
    of a literal, a property its name in the ontology or a label. Raises UnknownNameError for a name of nothing.
    """
    names = _Names(store, resolve)
    subject = names.find_thing(thing)
    predicate = names.find_property(property_name)
    triple = Triple(subject, predicate, names.find_value(subject, predicate, value))
    found = Search(store, labeller).explain(triple, ())
    if found is not None:
        return found
    missing = Explanation(triple, ABSENT, labeller)
    values = {quad.object for quad in store.quads(subject, predicate)}
    hidden = {v.TYPE, v.PREF_LABEL, v.ALT_LABEL, v.LABEL, *map(v.kj, v.DERIVED_DATES)}
    others = {quad.predicate for quad in store.quads(subject)} - hidden
    missing.near_properties = not values
    ordered = sorted(values, key=_show) if values else sorted(others, key=lambda each: v.rank_property(each.value))
    missing.near = tuple(ordered[:_MOST_NEAR])
    return missing


class _Names:
    """Finds the terms that the three words stand for."""

    def __init__(self, store: EmbeddedStore, resolve: Callable[[str], NamedNode]) -> None:
        self._store = store
        self._resolve = resolve

    def find_thing(self, name: str) -> NamedNode:
        return self._find(name, ("subject", "value")) or self._resolve(name)

    def find_property(self, name: str) -> NamedNode:
        if name in ("a", "type", "rdf:type"):
            return v.TYPE
        found = self._find(name, ("predicate", "subject"))
        if found is None:
            try:
                found = self._resolve(name)
            except UnknownNameError:
                found = None
        if found is not None and self._is_property(found):
            return found
        from difflib import get_close_matches

        known = {quad.predicate.value for quad in self._store.quads()}
        short = {v.shorten_iri(iri).rpartition(":")[2]: v.shorten_iri(iri) for iri in known}
        near = [short[each] for each in get_close_matches(name.rpartition(":")[2], sorted(short), n=3, cutoff=0.5)]
        hint = f"Did you mean: {', '.join(near)}?" if near else "Name it as the ontology does: kj:statedAt, statedAt."
        raise UnknownNameError(f"there is no property '{name}' in the graph", hint=hint)

    def _is_property(self, term: NamedNode) -> bool:
        kinds = {quad.object for quad in self._store.quads(term, v.TYPE)}
        declared = {NamedNode(v.OWL + name) for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
        return bool(kinds & declared) or any(True for _ in self._store.quads(predicate=term))

    def find_value(self, subject: NamedNode, predicate: NamedNode, text: str) -> Term:
        held = sorted({quad.object for quad in self._store.quads(subject, predicate)}, key=str)
        for each in held:
            if isinstance(each, Literal) and each.value == text:
                return each
        found = self._find(text, ("value", "subject"))
        if found is not None:
            return found
        if any(isinstance(each, Literal) for each in held):
            return Literal(text)
        try:
            return self._resolve(text)
        except UnknownNameError:
            if held or not self._gives_text(predicate):
                raise
            return Literal(text)

    def _gives_text(self, predicate: NamedNode) -> bool:
        return any(isinstance(quad.object, Literal) for quad in self._store.quads(predicate=predicate))

    def _find(self, name: str, places: tuple[str, str]) -> NamedNode | None:
        """Return the first of the terms that a word may stand for which the graph has in one of these places."""
        iri = v.expand_name(name.strip())
        bare = iri is not None and iri.startswith(v.KJR) and ":" not in name
        others = [space + name.strip() for space in (v.SKOS, v.DCTERMS, v.SCHEMA, v.OWL, v.RDFS)]
        for each in [v.KJ + name.strip(), iri, *others] if bare else [iri]:
            try:
                term = NamedNode(each) if each else None
            except ValueError:
                raise UsageError(f"'{name}' is no IRI") from None
            patterns: tuple[dict[str, Any], ...] = tuple({place: term} for place in places)
            if term is not None and any(True for pattern in patterns for _ in self._store.quads(**pattern)):
                return term
        return None


class Search:
    """Explains statements of one store; what was read of a rule or of a thing's evidence is kept meanwhile."""

    def __init__(self, store: EmbeddedStore, labeller: Labeller, rules: Sequence[str] = ()) -> None:
        self._store = store
        self._labeller = labeller
        self._paths = rules or resources.rule_files()
        self._evidence = EvidenceReader(store)
        self._records: dict[str, list[Record]] = {}
        self._reasons: dict[Triple, list[_Reason]] = {}

    @cached_property
    def _rules(self) -> list[tuple[Rule, list[Pattern], list[Way]]]:
        rules = [read_rule(path) for path in self._paths]
        rules.sort(key=lambda rule: (rule.of_ontology, rule.name))
        return [(rule, read_template(rule), read_ways(rule)) for rule in rules]

    def explain(self, triple: Triple, above: tuple[Triple, ...]) -> Explanation | None:
        """Return why a statement stands, without those above it; None where it does not stand, or not without them."""
        graphs = {quad.graph_name for quad in self._store.quads(triple.subject, triple.predicate, triple.object)}  # type: ignore[arg-type]
        if not graphs:
            return None
        told = sorted(str(getattr(graph, "value", "")) for graph in graphs - {v.INFERRED})
        if told:
            found = Explanation(triple, ASSERTED, self._labeller)
            found.graph = told[0].removeprefix(v.GRAPH)
            found.evidence = self._find_evidence(triple)
            return found
        if triple in above:
            return None
        found = Explanation(triple, INFERRED, self._labeller)
        if len(above) == _DEEPEST:
            found.followed = False
            return found
        for reason in self._find_reasons(triple):
            premises: list[Explanation] = []
            for each in reason.premises:
                premise = self.explain(each, (*above, triple))
                if premise is None:
                    break
                premises.append(premise)
            else:
                found.rule, found.premises, found.silences = reason.rule, tuple(premises), reason.silences
                return found
        return None if above else found

    def _find_evidence(self, triple: Triple) -> tuple[Record, ...]:
        subject = triple.subject
        if not isinstance(subject, NamedNode):
            return ()
        if subject.value not in self._records:
            self._records[subject.value] = self._evidence.find(subject)
        records = self._records[subject.value]
        found = choose_records(records, triple.predicate.value, triple.object)
        if not found and triple.predicate.value in _TOLD_WITH_DATE:
            return tuple(record for record in records if record.on_property == v.KJ + "date")
        return found

    def _find_reasons(self, triple: Triple) -> list[_Reason]:
        if triple not in self._reasons:
            found = {(reason.rule.name, reason.premises): reason for reason in self._read_reasons(triple)}
            counts = {each: self._is_derived(each) for reason in found.values() for each in reason.premises}
            self._reasons[triple] = sorted(
                found.values(),
                key=lambda reason: (
                    sum(counts[each] for each in reason.premises),
                    len(reason.premises),
                    reason.rule.of_ontology,
                    reason.rule.name,
                    str(reason.premises),
                ),
            )
        return self._reasons[triple]

    def _is_derived(self, triple: Triple) -> bool:
        found = self._store.quads(triple.subject, triple.predicate, triple.object)  # type: ignore[arg-type]
        return all(quad.graph_name == v.INFERRED for quad in found)

    def _read_reasons(self, triple: Triple) -> Iterator[_Reason]:
        for rule, template, ways in self._rules:
            for pattern in template:
                known = _match(pattern, triple, rule.prefixes)
                for way in ways if known is not None else ():
                    assert known is not None
                    text = way.to_query(rule.prefixes, {name: str(term) for name, term in known.items()}, _MOST_ROWS)
                    rows: Any = self._store.query(text)
                    variables = [each.value for each in rows.variables]
                    for row in rows:
                        bound = {name: row[name] for name in variables if row[name] is not None} | known
                        yield _Reason(rule, way, bound, triple)


class _Reason:
    """A rule with the statements that fulfil it."""

    def __init__(self, rule: Rule, way: Way, bound: Mapping[str, Term], triple: Triple) -> None:
        self.rule = rule
        filled = [_put(pattern, bound, rule.prefixes) for pattern in (*way.patterns, *way.optional)]
        used = [Triple(*terms) for terms in filled if None not in terms]  # type: ignore[arg-type]
        self.premises = tuple(dict.fromkeys(used)) if triple not in used else (triple,)
        self.silences = tuple(
            tuple(_put(pattern, bound, rule.prefixes) for pattern in patterns) for patterns in way.absent
        )


def _match(pattern: Pattern, triple: Triple, prefixes: Mapping[str, str]) -> dict[str, Term] | None:
    """Return the terms that a pattern's variables have where it is the triple, or None where it cannot be."""
    known: dict[str, Term] = {}
    for part, term in zip(pattern, triple, strict=True):
        if part.startswith("?"):
            if isinstance(term, BlankNode) or known.setdefault(part[1:], term) != term:
                return None
        elif _read_term(part, prefixes) != term:
            return None
    return known


def _put(pattern: Pattern, bound: Mapping[str, Term], prefixes: Mapping[str, str]) -> tuple[Term | None, ...]:
    return tuple(bound.get(part[1:]) if part.startswith("?") else _read_term(part, prefixes) for part in pattern)


def _read_term(text: str, prefixes: Mapping[str, str]) -> Term:
    if text == "a":
        return v.TYPE
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    if text.startswith('"'):
        return Literal(text[1 : text.rindex('"')])
    prefix, _, local = text.partition(":")
    return NamedNode(prefixes[prefix] + local)


def _show(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
