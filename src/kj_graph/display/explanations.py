"""An explanation as text: the statement, the rule in words, and below it the statements it used, with evidence."""

from __future__ import annotations

from kj_graph import vocabulary as v
from kj_graph.display.tables import measure_width, wrap_text
from kj_graph.display.words import explain_mark, say
from kj_graph.evidence import UNVERIFIED

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from pyoxigraph import Triple

    from kj_graph.evidence import Record
    from kj_graph.reasoning import Explanation
    from kj_graph.vocabulary import Term

_MOST_RECORDS = 2


def draw_explanation(explanation: Explanation, width: int) -> str:
    """Return an explanation in at most `width` columns."""
    language = explanation.labeller.language
    lines = _draw(explanation, width, 0, set())
    if not explanation.holds:
        head = say("near-properties" if explanation.near_properties else "near", language)
        lines += _indent(f"{head}: {' · '.join(_name(explanation, term) for term in explanation.near)}", width, 2)
    return explain_mark("\n".join(lines) + "\n", language)


def _draw(explanation: Explanation, width: int, depth: int, told: set[Triple]) -> list[str]:
    """Draw an explanation; what follows from the same statements twice is explained where it is first told."""
    language = explanation.labeller.language
    subject, predicate, value = (explanation.tell(term) for term in explanation.triple)
    said = f"{subject} — {predicate} → {value}"
    lines = _indent(f"{say(explanation.status, language)}: {said}", width, depth)
    if explanation.status == "asserted":
        lines += _draw_grounds(explanation, width, depth + 4)
    if not explanation.followed:
        lines += _indent(f"({say('not-followed', language)})", width, depth + 4)
    if explanation.rule is not None and explanation.triple in told:
        lines += _indent(f"({say('told-above', language)})", width, depth + 4)
    elif explanation.rule is not None:
        told.add(explanation.triple)
        rule = f"{say('rule', language)} {explanation.rule.name}: {explanation.rule.say(language)}"
        lines += _indent(rule, width, depth + 2)
        for premise in explanation.premises:
            lines += _draw(premise, width, depth + 4, told)
        for patterns in explanation.silences:
            missing = " , ".join(" — ".join(explanation.tell(term) for term in pattern) for pattern in patterns)
            lines += _indent(f"{say('silence', language)}: {missing}", width, depth + 4)
    return lines


def _draw_grounds(explanation: Explanation, width: int, depth: int) -> list[str]:
    language = explanation.labeller.language
    if explanation.graph == "ontology":
        return _indent(f"({say('of-ontology', language)})", width, depth)
    if not explanation.evidence:
        own = {"curated": "no-evidence", "evidence": "no-evidence", "added": "of-added"}
        return _indent(f"({say(own.get(explanation.graph, 'of-register'), language)})", width, depth)
    records = list({record.passage: record for record in explanation.evidence}.values())
    lines = [
        line for each in records[:_MOST_RECORDS] for line in _indent(_tell_record(explanation, each), width, depth)
    ]
    more = len(records) - _MOST_RECORDS
    return lines + (_indent(f"… {more} {say('more', language)}", width, depth) if more > 0 else [])


def _tell_record(explanation: Explanation, record: Record) -> str:
    labeller = explanation.labeller
    unverified = say("unverified", labeller.language)
    if record.source is None:
        return f"({unverified})"
    tier = f" [{labeller.text(record.tier)}]" if record.tier else ""
    place = labeller.locate(record.passage) if record.passage else ""
    mark = f" ({unverified})" if record.verification == UNVERIFIED else ""
    return f"{labeller.marked(record.source)}{tier}{f', {place}' if place else ''}{mark}"


def _name(explanation: Explanation, term: Term) -> str:
    shown = explanation.tell(term)
    iri = str(getattr(term, "value", ""))
    return f"{shown} ({v.shorten_iri(iri)})" if iri.startswith((v.KJ, v.KJR)) and shown != iri else shown


def _indent(text: str, width: int, depth: int) -> list[str]:
    """Return a text in lines that begin with so many blanks, those after the first with two more."""
    depth = min(depth, width // 2)
    first, rest = " " * depth, " " * (depth + 2)
    room = max(width - measure_width(rest), 20)
    return [(rest if at else first) + line for at, line in enumerate(wrap_text(text, room))]
