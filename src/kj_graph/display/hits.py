"""What a search found, as a table or lines with tabs: the thing, its label, the name that fits and how it does."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.display.tables import draw_plain, draw_table
from kj_graph.display.words import explain_mark, say
from kj_graph.labels import MARK

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.labels import Labeller
    from kj_graph.search import Hit


def draw_hits(hits: list[Hit], labeller: Labeller, form: str, width: int) -> str:
    """Return the hits as `table` in a width, or as `plain`; the name that fits is told where it is not the label."""
    language = labeller.language
    header = [say(word, language) for word in ("thing", "label", "found-as", "language", "how")]
    rows = [
        [
            v.shorten_iri(hit.iri),
            f"{hit.label.text} {MARK}" if labeller.is_translation(NamedNode(hit.iri)) else hit.label.text,
            hit.name if hit.name != hit.label.text else "",
            hit.language,
            say(f"how-{hit.how.replace(' ', '-')}", language),
        ]
        for hit in hits
    ]
    if form == "table":
        return explain_mark(draw_table(header, rows, width), language)
    return draw_plain(header, rows)
