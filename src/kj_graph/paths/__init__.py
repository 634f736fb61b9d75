"""How two things are connected: found by `routes` over `relations`, told in words by `telling` and `readings`."""

from __future__ import annotations

from kj_graph.labels import Labeller
from kj_graph.paths.relations import Neighbours
from kj_graph.paths.routes import Route, find_routes
from kj_graph.paths.telling import Sentence, Teller, tell_place

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from pyoxigraph import NamedNode

    from kj_graph.evidence import Record
    from kj_graph.store.protocol import Store

__all__ = ["Neighbours", "Paths", "Route", "Sentence", "Teller", "find_routes", "tell_place"]


class Paths:
    """The ways between two things, the most telling first; empty where none was found within the bound.

    Iterating yields the routes; `teller` tells them in the graph's language, `teller_in` in another.
    """

    def __init__(
        self,
        store: Store,
        labeller: Labeller,
        start: NamedNode,
        end: NamedNode,
        *,
        steps: int = 4,
        most: int = 3,
        editorial: bool = True,
    ) -> None:
        self._store = store
        self._neighbours = Neighbours(store, editorial=editorial)
        self.start = start
        self.end = end
        self.steps = steps
        self.same = start == end
        self.routes = [] if self.same else find_routes(self._neighbours, start.value, end.value, steps=steps, most=most)
        self.teller = Teller(store, self._neighbours, labeller)

    def __len__(self) -> int:
        return len(self.routes)

    def __iter__(self) -> Iterator[Route]:
        return iter(self.routes)

    def teller_in(self, language: str) -> Teller:
        """Return what tells these paths in a language."""
        if language == self.teller.language:
            return self.teller
        return Teller(self._store, self._neighbours, Labeller(self._store, language))

    def title(self, teller: Teller) -> str:
        """Return what is asked, in words."""
        return teller.say("title", a=teller.quote(self.start.value), b=teller.quote(self.end.value))

    def verdict(self, teller: Teller) -> str:
        """Return what must be said of the answer as a whole: that there is none, or that it explains little."""
        if self.same:
            return teller.say("same", a=teller.quote(self.start.value), b=teller.quote(self.end.value))
        if not self.routes:
            return teller.say("none", steps=self.steps)
        if self.routes[0].kind == "source":
            return teller.say("report", steps=self.steps)
        return teller.say("weak") if self.routes[0].kind == "weak" else ""

    def to_dict(self) -> dict[str, Any]:
        """Return the paths as plain Python data, ready for JSON."""
        teller = self.teller
        return {
            "from": self._tell_thing(self.start.value),
            "to": self._tell_thing(self.end.value),
            "withinSteps": self.steps,
            "verdict": self.verdict(teller) or None,
            "paths": [
                {
                    "kind": route.kind,
                    "cost": round(route.cost, 3),
                    "things": [self._tell_thing(thing) for thing in route.things],
                    "shared": [{"iri": thing, "things": many} for thing, many in route.shared],
                    "steps": [
                        {
                            "from": step.start,
                            "to": step.end,
                            "editorial": step.editorial,
                            "statements": [self._tell_sentence(sentence) for sentence in teller.tell_step(step)],
                        }
                        for step in route.steps
                    ],
                }
                for route in self.routes
            ],
        }

    def to_html(self) -> str:
        """Return a page of its own that tells the paths in three languages and needs neither network nor script."""
        from kj_graph.paths.page import render_page

        return render_page(self)

    def _tell_thing(self, thing: str) -> dict[str, str]:
        from pyoxigraph import NamedNode

        label = self.teller.labeller.label(NamedNode(thing))
        return {"iri": thing, "label": label.text, "labelLang": label.language, "kind": self._neighbours.kind(thing)}

    def _tell_sentence(self, sentence: Sentence) -> dict[str, Any]:
        return {
            "text": sentence.text,
            "relation": sentence.relation.property,
            "subject": sentence.relation.subject,
            "object": sentence.relation.object,
            "editorial": sentence.editorial,
            "reason": sentence.reason or None,
            "evidence": [self._tell_record(record) for record in sentence.evidence],
        }

    def _tell_record(self, record: Record) -> dict[str, Any]:
        text = self.teller.labeller.text
        return {
            "source": record.source.value if record.source else None,
            "sourceTitle": text(record.source) if record.source else None,
            "tier": text(record.tier) if record.tier else None,
            "locator": tell_place(record, self.teller.labeller) or None,
            "address": record.address or None,
            "verification": record.verification.rpartition("verification-")[2] or "seen",
        }

    def _repr_html_(self) -> str:
        from html import escape

        from kj_graph.display.routes import draw_paths

        return f'<pre lang="{self.teller.language}">{escape(draw_paths(self, 100))}</pre>'
