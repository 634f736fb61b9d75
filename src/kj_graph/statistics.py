"""Figures on the quality of a graph: names, evidence, source tiers, digests, coverage.

The figures count what the files say about themselves; they judge nothing. They are defined here in words so that
anybody can count again, and a test does.

A *thing* is what the curated files, or files added to them, describe with a class of the ontology; registers are not
counted. A *statement about the world* is a curated
triple about a thing, except
- words: names, definitions, notes, formulations, reasons;
- kinds and classification: the class, the kind of organization, instrument, event, claim or life event, modality,
  attribution, time horizon, policy area, theme, and what orders concepts (broader, matches, schemes);
- structural links, which tie a part to what it is part of: life events and acts to their agreement or act, tenures to
  their office, positions to their matter, groups to their source, status changes to their proposal.
What concepts are, and evidence itself, are no statements about the world.

The *evidence for a statement* is the evidence about its thing for this property and value; if there is none, that for
the property; if there is none, that for the thing as a whole. The statement is *seen* where one of these names a
passage and is not marked unverified, else *unverified* where one is marked so, else *silent*. It is *disputed* besides
where any evidence for the property is. The *tier* of a statement is the best among its passages, in the order of TIERS.

A position is told *in its holder's own words* where evidence that was seen, for its formulation or for the position as
a whole, names a passage whose speaker (`kj:speaker`) is the holder. What a newspaper quotes and what a copy tells has
no speaker, whatever its words. Besides these, a position may rest on a *court record*: a judgment that sets out what
another holds. The tier says something else, namely what sort of source it is: an association that speaks for itself on
its own page is no government and gives no official statement, and yet the words are its own.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.evidence import DISPUTED, OWN_TRANSLATION, UNVERIFIED
from kj_graph.labels import LANGUAGES

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from typing import Any

    from kj_graph.labels import Labeller
    from kj_graph.store.protocol import Store
    from kj_graph.vocabulary import Term

TIERS = (
    "official-text",
    "court-record",
    "register",
    "official-statement",
    "own-statement",
    "record-of-proceedings",
    "scholarship",
    "press",
    "encyclopaedia",
    "copy",
)
STRONG_TIERS = TIERS[:3]
OFFICIAL_TIERS = ("official-text", "court-record", "official-statement")
NAMED_CLASSES = (
    "State", "Organization", "Person", "Group", "Office", "Place", "Agreement", "Event", "Claim", "Proposal",
    "ContestedMatter", "Position", "PolicyArea", "Coverage",
)  # fmt: skip

_COUNTED = (v.CURATED, v.EVIDENCE, v.ADDED)
_APPARATUS = frozenset(v.KJ + name for name in ("Source", "Passage", "Evidence", "EditorialLink", "Coverage"))
_WORDS = ("prefLabel", "altLabel", "definition", "note", "editorialNote", "scopeNote", "example")
_ORDERING = (
    "broader", "narrower", "related", "inScheme", "topConceptOf", "hasTopConcept", "exactMatch", "closeMatch",
    "broadMatch", "narrowMatch", "relatedMatch",
)  # fmt: skip
_KINDS = (
    "organizationKind", "instrumentKind", "eventKind", "claimKind", "lifeKind", "modality", "attribution",
    "timeHorizon", "policyArea", "theme", "cooperationCourse",
)  # fmt: skip
_LINKS = ("ofAgreement", "inAct", "ofOffice", "onMatter", "ofSource", "ofProposal")
LEFT_OUT = frozenset(
    {v.TYPE.value, *(v.SKOS + name for name in _WORDS + _ORDERING)}
    | {v.KJ + name for name in (*_KINDS, *_LINKS, "formulation", "reason")}
)


class Statistics:
    """The figures of one graph, counted once: `to_dict` for machines, `sections` for people.

    Every share is a part of the whole that stands beside it; where the whole is 0 the share is None.
    """

    def __init__(self, store: Store, labeller: Labeller, day: str = "") -> None:
        self.day = day
        self._store = store
        self._labeller = labeller
        self._classes = self._read_classes()
        self._evidence = self._read_evidence()
        self.figures: dict[str, Any] = {
            "things": self._count_things(),
            "names": self._count_names(),
            "statements": self._count_statements(),
            "lifeEvents": self._count_by_tier("LifeEvent", "date", STRONG_TIERS),
            "positions": {
                **self._count_by_tier("Position", "formulation", OFFICIAL_TIERS),
                **self._count_own_words(),
            },
            "sources": self._count_sources(),
            "coverage": self._count_coverage(),
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain Python data, ready for JSON."""
        return {"asOf": self.day, **self.figures} if self.day else self.figures

    def sections(self) -> list[tuple[str, list[list[str]]]]:
        """Return the figures as titled tables of name, number and share, in the labeller's language where it can."""
        names, said, sources = self.figures["names"], self.figures["statements"], self.figures["sources"]
        total = said["total"]
        coverage = self.figures["coverage"]
        return [
            ("Things", [[self._say(v.KJ + name), str(count), ""] for name, count in self.figures["things"].items()]),
            (
                "Names of the things that people name",
                [
                    ["things", str(names["things"]), ""],
                    *(
                        [f"with a name in {language}", str(names["with"][language]), _share(names, "with", language)]
                        for language in LANGUAGES
                    ),
                    ["with a name in all three", str(names["withAll"]), _percent(names["withAll"], names["things"])],
                    *(
                        [
                            f"names in {language} that are our own translation",
                            str(names["ownTranslation"][language]),
                            _percent(names["ownTranslation"][language], names["with"][language]),
                        ]
                        for language in LANGUAGES
                    ),
                ],
            ),
            (
                "Statements about the world",
                [
                    ["statements", str(total), ""],
                    ["seen in a source", str(said["seen"]), _percent(said["seen"], total)],
                    ["marked unverified", str(said["unverified"]), _percent(said["unverified"], total)],
                    ["without any evidence recorded", str(said["silent"]), _percent(said["silent"], total)],
                    ["on which sources differ", str(said["disputed"]), _percent(said["disputed"], total)],
                    *self._tier_rows(said["byTier"], total),
                ],
            ),
            ("Life events of agreements, by the best source of their date", self._rest_rows("lifeEvents")),
            ("Positions, by whose words they rest on and by the best source", self._position_rows()),
            (
                "Sources",
                [
                    ["sources", str(sources["total"]), ""],
                    *(
                        [words, str(sources[key]), _percent(sources[key], sources["total"])]
                        for key, words in (
                            ("withDay", "with the day on which they were seen"),
                            ("withAddress", "with a public address"),
                            ("withDigest", "with a digest of the text that was seen"),
                        )
                    ),
                    ["passages", str(sources["passages"]), ""],
                    [
                        "passages with a digest",
                        str(sources["passagesWithDigest"]),
                        _percent(sources["passagesWithDigest"], sources["passages"]),
                    ],
                ],
            ),
            (
                "Coverage",
                [
                    ["coverage statements", str(coverage["statements"]), ""],
                    [
                        "policy areas that one of them covers",
                        str(coverage["areasCovered"]),
                        _percent(coverage["areasCovered"], coverage["areas"]),
                    ],
                ],
            ),
        ]

    def _read_classes(self) -> dict[str, list[NamedNode]]:
        """Return the curated things of each class of the ontology."""
        found: dict[str, set[NamedNode]] = {}
        for quad in self._store.quads(predicate=v.TYPE):
            if quad.graph_name in _COUNTED and isinstance(quad.object, NamedNode):
                name = quad.object.value
                if name.startswith(v.KJ) and isinstance(quad.subject, NamedNode):
                    found.setdefault(name[len(v.KJ) :], set()).add(quad.subject)
        return {name: sorted(found[name], key=lambda thing: thing.value) for name in sorted(found)}

    def _read_evidence(self) -> dict[str, list[_Support]]:
        """Return the evidence about each thing, read once: one lookup a statement would take minutes."""
        about = {quad.subject: quad.object for quad in self._store.quads(predicate=v.kj("about"))}
        for quad in self._store.quads(predicate=v.kj("linksTo")):
            about.pop(quad.subject, None)
        marks = self._read_property("verification")
        properties, values = self._read_property("onProperty"), self._read_property("onValue")
        sources, tiers = self._read_property("ofSource"), self._read_property("tier")
        passages: dict[object, list[Term | None]] = {}
        for quad in self._store.quads(predicate=v.kj("passage")):
            passages.setdefault(quad.subject, []).append(quad.object)
        speakers: dict[object, set[Term]] = {}
        for quad in self._store.quads(predicate=v.kj("speaker")):
            speakers.setdefault(quad.subject, set()).add(quad.object)
        found: dict[str, list[_Support]] = {}
        supported = [(evidence, passage) for evidence in about for passage in passages.get(evidence, [None])]
        for evidence, passage in supported:
            thing = about[evidence]
            tier = tiers.get(sources.get(passage)) if passage is not None else None
            named = properties.get(evidence)
            mark = marks.get(evidence)
            support = _Support(
                named.value if isinstance(named, NamedNode) else "",
                values.get(evidence),
                mark.value if isinstance(mark, NamedNode) else "",
                tier.value.removeprefix(v.KJR + "tier-") if isinstance(tier, NamedNode) else "",
                passage is not None,
                speakers.get(passage, frozenset()),
            )
            if isinstance(thing, NamedNode):
                found.setdefault(thing.value, []).append(support)
        return found

    def _read_property(self, name: str) -> dict[object, Term]:
        return {quad.subject: quad.object for quad in self._store.quads(predicate=v.kj(name))}

    def _count_things(self) -> dict[str, int]:
        return {name: len(things) for name, things in self._classes.items()}

    def _count_names(self) -> dict[str, Any]:
        things = {thing for name in NAMED_CLASSES for thing in self._classes.get(name, ())}
        having = dict.fromkeys(LANGUAGES, 0)
        own = dict.fromkeys(LANGUAGES, 0)
        complete = 0
        for thing in things:
            labels = {label.language: label for label in self._store.literals(thing, v.PREF_LABEL)}
            complete += all(language in labels for language in LANGUAGES)
            translated = {
                support.value.value
                for support in self._evidence.get(thing.value, ())
                if support.mark == OWN_TRANSLATION and isinstance(support.value, Literal)
            }
            for language in LANGUAGES:
                having[language] += language in labels
                own[language] += language in labels and labels[language].value in translated
        return {"things": len(things), "with": having, "withAll": complete, "ownTranslation": own}

    def _count_statements(self) -> dict[str, Any]:
        counts = {"total": 0, "seen": 0, "unverified": 0, "silent": 0, "disputed": 0}
        by_tier = dict.fromkeys(TIERS, 0)
        things = {
            thing
            for name, members in self._classes.items()
            if v.KJ + name not in _APPARATUS and name != "PolicyArea"
            for thing in members
        }
        for thing in things:
            supports = self._evidence.get(thing.value, [])
            told = {
                (quad.predicate.value, quad.object)
                for quad in self._store.quads(subject=thing)
                if quad.graph_name in _COUNTED and quad.predicate.value not in LEFT_OUT
            }
            for named, value in told:
                chosen = _choose(supports, named, value)
                tier = _best_tier(chosen)
                counts["total"] += 1
                if any(support.seen for support in chosen):
                    counts["seen"] += 1
                    if tier:
                        by_tier[tier] += 1
                elif any(support.mark == UNVERIFIED for support in chosen):
                    counts["unverified"] += 1
                else:
                    counts["silent"] += 1
                counts["disputed"] += any(s.mark == DISPUTED and s.named == named for s in supports)
        return {**counts, "byTier": by_tier}

    def _count_by_tier(self, name: str, named: str, wanted: Iterable[str]) -> dict[str, Any]:
        """Return how many things of a class rest on which tier: the best for one property or the thing as a whole."""
        by_tier = dict.fromkeys(TIERS, 0)
        things = self._classes.get(name, [])
        for thing in things:
            supports = self._evidence.get(thing.value, [])
            tier = _best_tier([support for support in supports if support.named in ("", v.KJ + named)])
            if tier:
                by_tier[tier] += 1
        return {
            "total": len(things),
            "byTier": by_tier,
            "notSeen": len(things) - sum(by_tier.values()),
            "onWantedTiers": sum(by_tier[tier] for tier in wanted),
            "wantedTiers": list(wanted),
        }

    def _count_own_words(self) -> dict[str, int]:
        """Return how many positions are told in their holder's own words, and how many so or by a court record."""
        own = record = 0
        for thing in self._classes.get("Position", []):
            holder = self._store.one(thing, v.kj("heldBy"))
            supports = [
                support
                for support in self._evidence.get(thing.value, [])
                if support.seen and support.named in ("", v.KJ + "formulation")
            ]
            if any(holder in support.speakers for support in supports):
                own += 1
            elif any(support.tier == "court-record" for support in supports):
                record += 1
        return {"ownWords": own, "ownWordsOrCourtRecord": own + record}

    def _count_sources(self) -> dict[str, int]:
        sources, passages = self._classes.get("Source", []), self._classes.get("Passage", [])

        def having(things: list[NamedNode], name: str) -> int:
            subjects = {quad.subject for quad in self._store.quads(predicate=v.kj(name))}
            return sum(thing in subjects for thing in things)

        return {
            "total": len(sources),
            "withDay": having(sources, "retrieved"),
            "withAddress": having(sources, "address"),
            "withDigest": having(sources, "textSha256"),
            "passages": len(passages),
            "passagesWithDigest": having(passages, "sha256"),
        }

    def _count_coverage(self) -> dict[str, int]:
        areas = {area.value for area in self._classes.get("PolicyArea", [])}
        statements = {thing.value for thing in self._classes.get("Coverage", [])}
        covered = {
            quad.object.value
            for quad in self._store.quads(predicate=v.kj("policyArea"))
            if isinstance(quad.subject, NamedNode)
            and quad.subject.value in statements
            and isinstance(quad.object, NamedNode)
        }
        below: dict[str, list[str]] = {}
        for quad in self._store.quads(predicate=NamedNode(v.SKOS + "broader")):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                below.setdefault(quad.object.value, []).append(quad.subject.value)
        waiting = list(covered)
        while waiting:
            new = set(below.get(waiting.pop(), ())) - covered
            covered |= new
            waiting += new
        return {"statements": len(statements), "areas": len(areas), "areasCovered": len(areas & covered)}

    def _tier_rows(self, by_tier: dict[str, int], total: int) -> list[list[str]]:
        return [
            [f"  {self._say(v.KJR + 'tier-' + tier)}", str(count), _percent(count, total)]
            for tier, count in by_tier.items()
            if count
        ]

    def _rest_rows(self, key: str) -> list[list[str]]:
        figures = self.figures[key]
        total = figures["total"]
        wanted = " or ".join(self._say(f"{v.KJR}tier-{tier}") for tier in figures["wantedTiers"])
        return [
            ["all", str(total), ""],
            [f"rest on {wanted}", str(figures["onWantedTiers"]), _percent(figures["onWantedTiers"], total)],
            *self._tier_rows(figures["byTier"], total),
            ["not seen in a source", str(figures["notSeen"]), _percent(figures["notSeen"], total)],
        ]

    def _position_rows(self) -> list[list[str]]:
        figures = self.figures["positions"]
        first, *rest = self._rest_rows("positions")
        return [
            first,
            *(
                [words, str(figures[key]), _percent(figures[key], figures["total"])]
                for key, words in (
                    ("ownWords", "told in the holder's own words"),
                    ("ownWordsOrCourtRecord", "in the holder's own words or by a court record"),
                )
            ),
            *rest,
        ]

    def _say(self, iri: str) -> str:
        return self._labeller.text(NamedNode(iri))


class _Support:
    """One piece of evidence: for which property and value, how it is marked, on which tier, in whose words."""

    __slots__ = ("mark", "named", "seen", "speakers", "tier", "value")

    def __init__(
        self, named: str, value: Term | None, mark: str, tier: str, passage: bool, speakers: AbstractSet[Term]
    ) -> None:
        self.named = named
        self.value = value
        self.mark = mark
        self.seen = passage and mark != UNVERIFIED
        self.tier = tier if self.seen else ""
        self.speakers = speakers


def _choose(supports: list[_Support], named: str, value: Term) -> list[_Support]:
    """Return the evidence for a statement: for its value, else for its property, else for the thing as a whole."""
    return (
        [support for support in supports if support.named == named and support.value == value]
        or [support for support in supports if support.named == named and support.value is None]
        or [support for support in supports if not support.named]
    )


def _best_tier(supports: Iterable[_Support]) -> str:
    found = {support.tier for support in supports}
    return next((tier for tier in TIERS if tier in found), "")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _share(names: dict[str, Any], key: str, language: str) -> str:
    return _percent(names[key][language], names["things"])
