"""A sheet of SVG: text in three scripts, shapes, and what a screen reader needs; no script, no outside file.

Colours are after Okabe and Ito and ColorBrewer, told apart by readers of every colour vision and, by their lightness,
in black and white; every colour has a shape, a pattern or a number beside it.
"""

from __future__ import annotations

from html import escape

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kj_graph.labels import Label

FONTS = {
    "en": "'Noto Sans', 'Helvetica Neue', Arial, 'Noto Sans CJK JP', 'Noto Sans CJK KR', sans-serif",
    "ko": "'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans', sans-serif",
    "ja": "'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans', sans-serif",
}
INK, QUIET, RULE, PAPER = "#1b2027", "#57606a", "#d0d0cc", "#ffffff"
BLUES = ("#cfe1f2", "#93c3df", "#4b97c9", "#1764ab", "#08306b")
OPEN = "#d55e00"
_PATTERNS = f"""<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" fill="{PAPER}"/><circle cx="2.5" cy="2.5" r="1.05" fill="#4b97c9"/></pattern>
<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="5" height="5" fill="{PAPER}"/><line y2="5" stroke="#b9b9b4" stroke-width="1.4"/></pattern>"""
_ENOUGH = 0.56
"""A letter of Latin takes about so much of its size; a wide letter takes the whole."""


def measure_text(text: str, size: float) -> float:
    """Return about how wide a text is drawn, rather too wide than too narrow."""
    from kj_graph.display.tables import measure_width

    wide = measure_width(text) - len(text)
    return (wide * 1.0 + (len(text) - wide) * _ENOUGH) * size


def break_text(text: str, width: float, size: float, most: int = 2) -> list[str]:
    """Return a text in at most so many lines that fit a width; what does not fit ends in an ellipsis."""
    from kj_graph.display.tables import wrap_text

    columns = max(4, int(width / size / _ENOUGH))
    lines = [line for line in wrap_text(text, columns) if line]
    while any(measure_text(line, size) > width for line in lines) and columns > 4:
        columns -= 1
        lines = [line for line in wrap_text(text, columns) if line]
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rstrip()[:-1]}…"]


class Sheet:
    """One drawing, filled from back to front; `render` gives the whole file."""

    def __init__(self, language: str, title: str, description: str) -> None:
        self.language = language
        self.title = title
        self.description = description
        self._parts: list[str] = []

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, stroke: str = "", told: str = ""
    ) -> None:
        """Draw a rectangle; `told` is shown where a pointer rests on it and read aloud."""
        edge = f' stroke="{stroke}" stroke-width="0.7"' if stroke else ""
        shape = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{edge}'
        self._parts.append(f"{shape}><title>{escape(told)}</title></rect>" if told else f"{shape}/>")

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str = PAPER, width: float = 1.2) -> None:
        """Draw a dot with a rim that sets it off from any ground."""
        rim = f'stroke="{stroke}" stroke-width="{width}"'
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" {rim}/>')

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = RULE, width: float = 0.8) -> None:
        """Draw a line."""
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"/>'
        )

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, stroke: str = "none") -> None:
        """Draw a shape with corners."""
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(f'<polygon points="{corners}" fill="{fill}" stroke="{stroke}" stroke-width="1.4"/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 11,
        anchor: str = "start",
        weight: str = "",
        fill: str = INK,
        language: str = "",
    ) -> None:
        """Write one line; `language` where it is not that of the sheet, because Korean and Japanese glyphs differ."""
        own = f' lang="{language}" xml:lang="{language}"' if language and language != self.language else ""
        bold = f' font-weight="{weight}"' if weight else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{bold}{own}>'
            f"{escape(text)}</text>"
        )

    def name(self, label: Label, x: float, width: float, middle: float, *, is_top: bool) -> None:
        """Write the name of a row within a width, one line large or two lines small, around a middle line."""
        indent = 0.0 if is_top else 12.0
        size = 11.5 if is_top else 10.5
        lines = break_text(label.text, width - indent - 10, size)
        if len(lines) > 1:
            size = 9.0
            lines = break_text(label.text, width - indent - 10, size)
        for number, line in enumerate(lines):
            at = middle + 4 + (number - (len(lines) - 1) / 2) * 9.7
            weight = "700" if is_top else ""
            self.text(x + indent, at, line, size=size, weight=weight, language=label.language or "en")

    def open(self, told: str) -> None:
        """Begin a group that is read aloud as one."""
        self._parts.append(f'<g role="img" aria-label="{escape(told)}">')

    def close(self) -> None:
        """End a group."""
        self._parts.append("</g>")

    def render(self, width: float, height: float) -> str:
        """Return the sheet as an SVG file of this size."""
        size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
        words = f'role="group" aria-labelledby="title description" lang="{self.language}" xml:lang="{self.language}"'
        head = f'xmlns="http://www.w3.org/2000/svg" {size} {words} font-family="{FONTS[self.language]}"'
        return "\n".join(
            [
                '<?xml version="1.0" encoding="UTF-8"?>',
                f"<svg {head}>",
                f'<title id="title">{escape(self.title)}</title>',
                f'<desc id="description">{escape(self.description)}</desc>',
                "<defs>",
                _PATTERNS,
                "</defs>",
                f'<rect width="{width:.0f}" height="{height:.0f}" fill="{PAPER}"/>',
                *self._parts,
                "</svg>",
                "",
            ]
        )
