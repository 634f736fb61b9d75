"""What each thing of the other files is: one of ours, a new one, perhaps one of ours, or not to be taken."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.curation.intake import Foreign
from kj_graph.curation.merged import Merged, Proposal
from kj_graph.curation.recognition import NUMBERS, Known, Traits, Verdict
from kj_graph.curation.rules import read_rules
from kj_graph.curation.terms import UnfitError, read_date
from kj_graph.curation.vocabularies import PropertyTarget, Vocabularies
from kj_graph.errors import UsageError
from kj_graph.labels import Labeller, choose_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kj_graph.vocabulary import Term

NEW = "new"
_NAMES = (v.PREF_LABEL.value, v.ALT_LABEL.value)
_DATES = (v.KJ + "date", v.KJ + "from")
_MOST_CHOICES = 50
_SLUG = re.compile(r"[^a-z0-9]+")


class Decisions:
    """What was decided of each thing, by the thing's name in the files."""

    def __init__(
        self, known: Known, vocabularies: Vocabularies, names: Labeller, namespace: str, confirm: Mapping[str, str]
    ) -> None:
        self._known = known
        self._vocabularies = vocabularies
        self._names = names
        self._namespace = namespace
        self._confirm = dict(confirm)
        self.verdicts: dict[str, Verdict] = {}
        self.targets: dict[str, NamedNode] = {}
        self.classes: dict[str, str] = {}
        """The class of each thing that is new, by its IRI."""
        self.waiting: set[str] = set()

    def decide(self, things: Mapping[str, Foreign], report: Merged) -> None:
        """Decide of all things; raises UsageError for a confirmation that fits none of them."""
        for name, thing in things.items():
            minted, traits = self.mint(thing), self._gather_traits(thing)
            verdict = self._known.recognise(traits)
            for key in {minted.value, v.shorten_iri(minted.value)} & self._confirm.keys():
                verdict = self._settle(self._confirm.pop(key), verdict, traits)
            if verdict.kind == "new" and len(choose_classes(traits)) > 1:
                told = " and ".join(f"a kj:{each}" for each in sorted(choose_classes(traits)))
                verdict = Verdict("refusal", reasons=(f"it would be {told} at once",))
            self.verdicts[name] = verdict
            if verdict.kind == "match":
                self.targets[name] = verdict.things[0]
            elif verdict.kind == "new" and traits.classes:
                self.targets[name] = minted
                self.classes[minted.value] = next(iter(choose_classes(traits)))
            elif verdict.kind == "proposal":
                self.waiting.add(name)
                report.proposed.append(self._tell_proposal(thing, minted, verdict))
            elif verdict.kind == "refusal":
                report.refuse(self.tell(thing), "", "", verdict.reasons[0])
        if self._confirm:
            raise UsageError(
                f"--confirm names '{min(self._confirm)}', which the files do not describe so that it can be taken",
                hint="Write the name of the thing as the report shows it, in quotation marks: --confirm 'NAME=SLUG'.",
            )

    def _settle(self, answer: str, verdict: Verdict, traits: Traits) -> Verdict:
        if answer == NEW:
            return Verdict("new") if verdict.kind == "proposal" else verdict
        iri = v.expand_name(answer)
        if iri is None or iri not in self._known.classes:
            raise UsageError(
                f"--confirm: there is no thing '{answer}' in the graph", hint="'kj-graph search' finds things by name."
            )
        same = self._known.recognise(Traits(iri, (), (), (), (), frozenset(), ("", ""), traits.classes))
        if same.kind == "refusal":
            return same
        if verdict.kind == "match" and verdict.things[0] != same.things[0]:
            ours = v.shorten_iri(verdict.things[0].value)
            reason = f"confirmed as {v.shorten_iri(iri)}, but it is {ours} ({verdict.reasons[0]})"
            return Verdict("refusal", reasons=(reason,))
        return Verdict("match", same.things, ("confirmed",))

    def _list_meanings(self, thing: Foreign) -> Iterator[tuple[PropertyTarget, Term]]:
        return ((self._vocabularies.properties[name], value) for name, value in thing.said)

    def _gather_traits(self, thing: Foreign) -> Traits:
        names: list[str] = []
        dates: list[str] = []
        numbers: list[tuple[str, str]] = []
        parties: set[str] = set()
        tenure = {v.KJ + "holder": "", v.KJ + "ofOffice": ""}
        for meaning, value in self._list_meanings(thing):
            if not isinstance(value, Literal):
                ours = self._known.find_outside(value.value) if isinstance(value, NamedNode) else set()
                if meaning.property == v.KJ + "party":
                    parties |= ours
                elif meaning.property in tenure and len(ours) == 1:
                    tenure[meaning.property] = next(iter(ours))
            elif meaning.property in _NAMES:
                names.append(value.value)
            elif meaning.property in NUMBERS:
                numbers.append((meaning.property, value.value))
            elif meaning.life in ("signed", "issued") or meaning.property in _DATES:
                try:
                    dates.append(read_date(value, january=meaning.january).value)
                except UnfitError:
                    continue
        return Traits(
            thing.node.value if isinstance(thing.node, NamedNode) else "",
            tuple(dict.fromkeys(thing.same)),
            tuple(numbers),
            tuple(dict.fromkeys(names)),
            tuple(dict.fromkeys(dates)),
            frozenset(parties),
            (tenure[v.KJ + "holder"], tenure[v.KJ + "ofOffice"]) if all(tenure.values()) else ("", ""),
            frozenset(target.name for target in thing.targets),
        )

    def mint(self, thing: Foreign) -> NamedNode:
        """Return the IRI of a thing: its own, or one made of its name where it has none."""
        if isinstance(thing.node, NamedNode):
            return thing.node
        prefix = read_rules()[thing.targets[0].name].prefix if thing.targets else "thing"
        told = sorted(f"{name} {'' if isinstance(value, BlankNode) else value}" for name, value in thing.said)
        names = [value.value for meaning, value in self._list_meanings(thing) if meaning.property == _NAMES[0]]  # type: ignore[union-attr]
        return make_iri(self._namespace, prefix, min(names, default=""), "\n".join(told))

    def _tell_proposal(self, thing: Foreign, minted: NamedNode, verdict: Verdict) -> Proposal:
        pairs = list(zip(verdict.things, verdict.reasons, strict=True))[:_MOST_CHOICES]
        choices = tuple((v.shorten_iri(ours.value), self._names.text(ours), reason) for ours, reason in pairs)
        return Proposal(minted.value, self.label(thing), choices)

    def tell(self, thing: Foreign) -> str:
        """Return a thing of another file as reports name it and --confirm takes it."""
        return v.shorten_iri(self.mint(thing).value)

    def label(self, thing: Foreign) -> str:
        """Return the name that the files give to a thing."""
        names = [
            value
            for meaning, value in self._list_meanings(thing)
            if meaning.property == _NAMES[0] and isinstance(value, Literal)
        ]
        label = choose_label(names, self._names.language)
        return label.text if label else self.tell(thing)


def choose_classes(traits: Traits) -> set[str]:
    """Return the classes of a new thing without those that a narrower one among them implies."""
    implied = {"State": "Organization", "Proposal": "Claim"}
    return set(traits.classes) - {wider for narrower, wider in implied.items() if narrower in traits.classes}


def make_iri(namespace: str, prefix: str, words: str, told: str) -> NamedNode:
    """Return an IRI of a new thing: its kind, what of its name fits, and a digest of what is said of it."""
    slug = _SLUG.sub("-", words.lower()).strip("-")[:40].strip("-")
    digest = hashlib.sha256(told.encode()).hexdigest()[:10]
    return NamedNode(f"{namespace}{'-'.join(part for part in (prefix, slug, digest) if part)}")
