"""Measures by name: what each is asked of, and what it needs.

A measure is a function of a `Setting` that returns a Measured. Its words stand in words.json, in three languages.
"""

from __future__ import annotations

import json
from functools import cache, cached_property
from importlib.resources import files

from kj_graph.errors import UsageError
from kj_graph.network import MEASURES, NODE_CLASSES, PROJECTIONS
from kj_graph.network.table import Column, Measured

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    import networkx

    from kj_graph.graph import KnowledgeGraph
    from kj_graph.network.table import Row

    Tell = Callable[[str], None]

SEED = 1
"""All that is drawn by lot is drawn with this seed, or with those that follow it."""

LARGE = 20_000
"""Above so many ties a measure takes samples, and says so."""

THIN = 3
"""What rests on fewer ties than this is marked."""

NETWORKS = {
    "brokers": ("everything", "votes"),
    "reach": ("everything",),
    "pillars": ("everything", "votes"),
    "communities": ("proposals", "core", "actors", "meetings", "areas", "agreements", "votes"),
    "decades": ("everything", "votes"),
    "formats": ("everything",),
    "ties": ("areas", "actors", "meetings", "agreements", "proposals", "core", "votes"),
    "paths": ("everything",),
}
"""The networks on which each measure has a meaning, the usual one first."""


class Setting:
    """What one measure is asked: of which graph and network, about which things, and how many rows."""

    def __init__(
        self, graph: KnowledgeGraph, name: str, on: str, things: Sequence[str], kind: str, top: int, tell: Tell
    ) -> None:
        self.graph = graph
        self.name = name
        self.on = on
        self.kind = kind
        self.top = top
        self.tell = tell
        self.language = graph.language
        self.things = [graph.resolve(each).value for each in things]

    @cached_property
    def whole(self) -> networkx.MultiDiGraph[str]:
        """The network of all statements; raises UsageError where it has no node."""
        self.tell("reading the network …")
        from kj_graph.network.statements import build_network

        whole = build_network(self.graph.store.mirror(), self.graph.labeller)
        if not len(whole):
            raise UsageError(
                "the graph has no things with names, so it is no network",
                hint="Read files that have agreements, events or actors: --data FILE, or the shipped graph without it.",
            )
        return whole

    @cached_property
    def network(self) -> networkx.Graph[str]:
        """The network that the measure is asked of; raises UsageError where it has no tie."""
        from kj_graph.network.projection import project

        if self.on == "everything":
            return self.whole
        if self.on == "votes":
            return self.votes
        network = project(self.whole, self.on)
        if not network.number_of_edges():
            day = f" on {self.graph.day}" if self.graph.day else ""
            raise UsageError(
                f"the network '{self.on}' has no tie{day}: nothing in this graph joins two of its things",
                hint="Choose a later day, another network with --on, or a graph with more in it.",
            )
        return network

    @cached_property
    def votes(self) -> networkx.MultiGraph[str]:
        """The states by their votes in each decade; raises UsageError where the graph has none."""
        from kj_graph.network.votes import build_votes

        return build_votes(self.graph, self.tell)

    def answer(
        self,
        columns: Iterable[str | tuple[str, str]],
        rows: Sequence[Row],
        remarks: Sequence[str],
        *,
        network: networkx.Graph[str] | None = None,
        values: Mapping[str, float] | None = None,
        groups: Mapping[str, int] | None = None,
        meaning: str = "",
    ) -> Measured:
        """Return rows as Measured: the things and the kind asked for, and no more rows than asked for."""
        from kj_graph.labels import LANGUAGES

        number = LANGUAGES.index(self.language)
        built = []
        for each in columns:
            key, kind = (each, "plain") if isinstance(each, str) else each
            built.append(Column(key, read_words()["columns"][key][number], kind))
        chosen = list(rows)
        if self.kind:
            chosen = [row for row in chosen if row.get("kind") == self.kind]
            if not chosen:
                kinds = ", ".join(sorted({str(row["kind"]) for row in rows if "kind" in row}))
                raise UsageError(
                    f"no row of '{self.name}' is of the kind '{self.kind}'",
                    hint=f"Kinds here: {kinds}." if kinds else "Its rows have no kind: leave out --kind.",
                )
        if self.things:
            chosen = [row for row in chosen if row.get("thing") in self.things]
        notes = [self.say(remark) if remark in read_words()["remarks"] else remark for remark in remarks]
        if 0 < self.top < len(chosen):
            notes.append(self.say("cut", count=len(chosen), top=self.top))
            chosen = chosen[: self.top]
        return Measured(
            self.name,
            self.say(meaning or self.name, "meanings"),
            built,
            chosen,
            self.graph.labeller,
            remarks=notes,
            network=network,
            values=values,
            groups=groups,
            meanings=dict(zip(LANGUAGES, read_words()["meanings"][meaning or self.name], strict=True)),
        )

    def say(self, word: str, shelf: str = "remarks", **values: object) -> str:
        """Return one of the measures' sentences in the graph's language."""
        from kj_graph.labels import LANGUAGES

        return str(read_words()[shelf][word][LANGUAGES.index(self.language)]).format(**values)

    def check_things(self, network: networkx.Graph[str]) -> None:
        """Raise UsageError for a thing asked about that is not in the network."""
        from kj_graph import vocabulary as v

        for thing in self.things:
            if thing not in network:
                kinds = ", ".join(sorted({data["kind"] for _, data in network.nodes(data=True)}))
                raise UsageError(
                    f"{v.shorten_iri(thing)} is in the graph but not in the network of '{self.name}'",
                    hint=f"Its nodes are of the kinds {kinds}; see docs/network.md. 'kj-graph show' tells of any.",
                )


@cache
def read_words() -> dict[str, dict[str, list[str]]]:
    """Return the words of the measures: shelves of texts in en, ko and ja."""
    text = (files("kj_graph.network") / "words.json").read_text(encoding="utf-8")
    words: dict[str, dict[str, list[str]]] = json.loads(text)
    return words


def measure(
    graph: KnowledgeGraph,
    name: str,
    *,
    on: str = "",
    things: Sequence[str] = (),
    kind: str = "",
    top: int = 0,
    tell: Tell | None = None,
) -> Measured:
    """Return one measure of a graph; `top` 0 gives all rows, `tell` is told how far a long one is.

    Raises UsageError for a measure, network or number that does not fit, UnknownNameError for a thing.
    """
    if name not in MEASURES:
        from difflib import get_close_matches

        near = get_close_matches(name, MEASURES, n=1)
        raise UsageError(
            f"there is no measure '{name}'",
            hint=(f"Did you mean '{near[0]}'? " if near else "") + f"Measures: {', '.join(MEASURES)}.",
        )
    on = on or NETWORKS[name][0]
    if on not in NETWORKS[name]:
        raise UsageError(
            f"'{name}' has no meaning on the network '{on}'", hint=f"It is asked of: {', '.join(NETWORKS[name])}."
        )
    if top < 0:
        raise UsageError(f"the number of rows cannot be {top}", hint="Give 0 for all, or more.")
    if kind and kind not in NODE_CLASSES:
        raise UsageError(f"there is no kind '{kind}' of things", hint=f"Kinds: {', '.join(NODE_CLASSES)}.")
    setting = Setting(graph, name, on, things, kind, top, tell or (lambda _: None))
    return _find_function(name)(setting)


def make_network(graph: KnowledgeGraph, name: str) -> networkx.Graph[str]:
    """Return one network of a graph by its name; raises UsageError for an unknown one and for one without a tie."""
    if name not in PROJECTIONS:
        raise UsageError(f"there is no network '{name}'", hint=f"Networks: {', '.join(PROJECTIONS)}.")
    return Setting(graph, "ties", name, (), "", 0, lambda _: None).network


def _find_function(name: str) -> Callable[[Any], Measured]:
    from kj_graph.network import brokers, communities, pillars, structure

    functions: dict[str, Callable[[Any], Measured]] = {
        "brokers": brokers.measure_brokers,
        "reach": brokers.measure_reach,
        "pillars": pillars.measure_pillars,
        "communities": communities.measure_communities,
        "decades": structure.measure_decades,
        "formats": structure.measure_formats,
        "ties": structure.measure_ties,
        "paths": structure.measure_paths,
    }
    return functions[name]
