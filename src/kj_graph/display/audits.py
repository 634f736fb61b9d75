"""The audit of a source as text: each passage, its outcome, its words, and the claims that rest on it."""

from __future__ import annotations

from kj_graph.display.tables import wrap_text

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.evidence import Audit
    from kj_graph.labels import Labeller

_MARKS = {"verified": "✓", "changed": "✗", "text not supplied": "–"}


def draw_audit(audit: Audit, labeller: Labeller, width: int) -> str:
    """Return the audit in at most `width` columns."""
    lines = wrap_text(labeller.text(audit.source), width)
    same = "the text is the one that was seen" if audit.same_text else "the text is NOT the one that was seen"
    lines += [f"  {same}", ""]
    for passage in audit.passages:
        place = f"{passage.start}–{passage.end}" if passage.start is not None else labeller.locate(passage.passage)
        lines.append(f"{_MARKS[passage.outcome]} {passage.outcome}  {place}")
        if passage.text:
            lines += [f"    {line}" for line in wrap_text(f"“{' '.join(passage.text.split())}”", width - 4)]
        for thing in passage.about:
            lines += [
                f"  {'→' if index == 0 else ' '} {line}"
                for index, line in enumerate(wrap_text(labeller.text(thing), width - 4))
            ]
        lines.append("")
    silent = len(audit.passages) - audit.verified - audit.changed
    lines.append(
        f"{audit.verified} verified, {audit.changed} changed, {silent} without offsets, "
        f"of {len(audit.passages)} passages"
    )
    return "\n".join(lines) + "\n"
