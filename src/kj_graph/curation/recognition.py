"""Whether a thing of another file is one of ours: by its IRI, by what both sides say is the same, by register numbers.

Names and dates make a proposal, never a decision: many people are called alike, and many papers are signed on one day.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.curation.difference import Side
from kj_graph.curation.rules import read_rules
from kj_graph.curation.vocabularies import SAME, Vocabularies
from kj_graph.search.folding import fold

NUMBERS = (v.KJ + "rokTreatyNumber", v.KJ + "japanTreatyNumber", v.KJ + "untsNumber")
_NAMES = (v.PREF_LABEL, v.ALT_LABEL)
_REPLACED = NamedNode(v.DCTERMS + "isReplacedBy")
_DATES = ("date", "from")
_LIFE_KIND = v.KJR + "life-kind-"
_SIGNING = ("signed", "issued")


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What was made of one thing: `match` (ours), `proposal` (perhaps one of several), `refusal` or `new`."""

    kind: str
    things: tuple[NamedNode, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Traits:
    """What a thing is recognised by, in our terms."""

    iri: str
    same: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    dates: tuple[str, ...]
    parties: frozenset[str]
    tenure: tuple[str, str]
    """The holder and the office of a tenure, where both are ours."""
    classes: frozenset[str]


class Known:
    """All by which the things of a graph are recognised."""

    def __init__(self, side: Side, vocabularies: Vocabularies) -> None:
        self._unify = vocabularies.unify
        self._values = vocabularies.values
        self._rules = read_rules()
        self._outside: dict[str, set[str]] = {}
        self._numbers: dict[tuple[str, str], set[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._signed: dict[str, set[str]] = {}
        self._of_agreement: dict[str, str] = {}
        self._life_kinds: dict[str, str] = {}
        self._holders: dict[str, str] = {}
        self._offices: dict[str, str] = {}
        self._tenures: dict[tuple[str, str], list[str]] = {}
        self.classes: dict[str, str] = {}
        self.lives: dict[tuple[str, str], list[NamedNode]] = {}
        self.dates: dict[str, set[str]] = {}
        self.parties: dict[str, set[str]] = {}
        self.successors: dict[str, str] = {}
        for triple in side.triples:
            if isinstance(triple.subject, NamedNode):
                self._note(triple.subject.value, triple.predicate, triple.object)
        for life in sorted(self._of_agreement):
            agreement, kind = self._of_agreement[life], self._life_kinds.get(life, "").removeprefix(_LIFE_KIND)
            self.lives.setdefault((agreement, kind), []).append(NamedNode(life))
            if kind in _SIGNING:
                days = {literal.value for literal in side.literals(NamedNode(life), v.kj("date"))}
                self.dates.setdefault(agreement, set()).update(days)
        for iri in sorted(self._holders):
            self._tenures.setdefault((self._holders[iri], self._offices.get(iri, "")), []).append(iri)
        for iri, days in self.dates.items():
            if self.classes.get(iri) == "Agreement":
                for day in days:
                    self._signed.setdefault(day, set()).add(iri)

    def _note(self, iri: str, predicate: NamedNode, value: object) -> None:
        if isinstance(value, NamedNode):
            if predicate == v.TYPE and value.value.removeprefix(v.KJ) in self._rules:
                self.classes[iri] = value.value[len(v.KJ) :]
            elif predicate.value in SAME:
                self._outside.setdefault(self._unify(value.value), set()).add(iri)
            elif predicate == _REPLACED:
                self.successors[iri] = value.value
            elif predicate == v.kj("party"):
                self.parties.setdefault(iri, set()).add(value.value)
            elif predicate == v.kj("holder"):
                self._holders[iri] = value.value
            elif predicate == v.kj("ofOffice"):
                self._offices[iri] = value.value
            elif predicate == v.kj("ofAgreement"):
                self._of_agreement[iri] = value.value
            elif predicate == v.kj("lifeKind"):
                self._life_kinds[iri] = value.value
        elif isinstance(value, Literal):
            if predicate in _NAMES:
                self._names.setdefault(fold(value.value), set()).add(iri)
            elif predicate.value in NUMBERS:
                self._numbers.setdefault((predicate.value, value.value), set()).add(iri)
            elif predicate.value in (v.KJ + name for name in _DATES):
                self.dates.setdefault(iri, set()).add(value.value)

    def find_outside(self, iri: str) -> set[str]:
        """Return our things that an IRI means: itself, what a mapping says, or those said to be the same as it."""
        if iri in self.classes:
            found = {iri}
        elif iri in self._values:
            found = {self._values[iri]}
        else:
            found = self._outside.get(iri, set())
        return {last for each in found if (last := self.follow(each)) in self.classes} if found else found

    def find_number(self, number: str, value: str) -> set[str]:
        """Return our things that bear a register number."""
        return self._numbers.get((number, value.strip()), set())

    def follow(self, iri: str) -> str:
        """Return the thing that stands now for a replaced one, as far as the graph describes it."""
        seen = set()
        while iri not in seen and self.successors.get(iri) in self.classes:
            seen.add(iri)
            iri = self.successors[iri]
        return iri

    def recognise(self, traits: Traits) -> Verdict:
        """Return what is made of a thing."""
        found: dict[str, list[str]] = {}
        for iri in self.find_outside(traits.iri) if traits.iri else ():
            how = "same IRI" if traits.iri == iri else "outside identifier"
            found.setdefault(iri, []).append(how)
        for each in traits.same:
            for iri in self.find_outside(self._unify(each)):
                found.setdefault(iri, []).append(f"said to be the same as {v.shorten_iri(each)}")
        for number, value in traits.numbers:
            for iri in self.find_number(number, value):
                found.setdefault(iri, []).append(f"{v.shorten_iri(number)} {value}")
        if len(found) > 1:
            names = " and ".join(sorted(v.shorten_iri(iri) for iri in found))
            return Verdict("refusal", reasons=(f"it would be {names} at once",))
        if not found:
            # What a tenure is follows from who held what from when; it needs no name and no identifier.
            same = [iri for iri in self._tenures.get(traits.tenure, ()) if self.dates.get(iri, set()) & {*traits.dates}]
            if len(same) == 1:
                found[same[0]] = ["the same holder, office and first day"]
        for iri, told in found.items():
            wrong = self._clash(iri, traits.classes)
            if wrong:
                return Verdict("refusal", reasons=(wrong,))
            return Verdict("match", (NamedNode(iri),), tuple(dict.fromkeys(told)))
        return self._propose(traits)

    def _clash(self, iri: str, classes: Iterable[str]) -> str:
        ours = self.classes.get(iri)
        wanted = sorted(classes)
        if ours is None or not wanted or ours in wanted or {ours, *wanted} <= {"Claim", "Proposal"}:
            return ""
        # A state is an organization to many vocabularies.
        if ours == "State" and "Organization" in wanted:
            return ""
        return f"{v.shorten_iri(iri)} is a kj:{ours}, there it is a kj:{' and a kj:'.join(wanted)}"

    def _propose(self, traits: Traits) -> Verdict:
        reasons: dict[str, str] = {}
        for name in traits.names:
            for iri in self._names.get(fold(name), ()):
                if not self._clash(iri, traits.classes):
                    reasons.setdefault(self.follow(iri), f"the same name '{name}'{self._compare_dates(iri, traits)}")
        if "Agreement" in traits.classes:
            for day in traits.dates:
                for iri in self._signed.get(day, ()):
                    if traits.parties and traits.parties == self.parties.get(iri, set()):
                        reasons.setdefault(iri, f"the same day {day} and the same parties")
        if not reasons:
            return Verdict("new")
        order = sorted(reasons, key=lambda iri: (not reasons[iri].startswith("the same name"), iri))
        return Verdict("proposal", tuple(map(NamedNode, order)), tuple(reasons[iri] for iri in order))

    def _compare_dates(self, iri: str, traits: Traits) -> str:
        ours = self.dates.get(iri, set())
        if not ours or not traits.dates:
            return ""
        same = sorted(day for day in traits.dates if any(agree(day, own) for own in ours))
        if same:
            return f" and day {same[0]}"
        return f", but another day ({min(traits.dates)}; ours {min(ours)})"


def agree(one: str, other: str) -> bool:
    """Say whether two dates say the same, as far as the less exact one goes."""
    size = min(len(one), len(other))
    return one[:size] == other[:size]
