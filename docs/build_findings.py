"""Write the table of codes in docs/findings.md from the code and from the headers of the hygiene queries.

Run it as `python docs/build_findings.py` after a code was added; a test holds the page in step.
"""

from __future__ import annotations

from pathlib import Path

from kj_graph.checks.codes import list_codes

PAGE = Path(__file__).with_name("findings.md")
_BEGIN, _END = "<!-- codes: written by docs/build_findings.py -->\n", "<!-- end of codes -->"
_PARTS = {"1": "Syntax", "2": "Shapes", "3": "Logic", "4": "Likely errors and unknown terms"}


def render_table() -> str:
    """Return the tables of all codes, one a part, each code with an anchor of its own."""
    lines: list[str] = []
    part = ""
    for code, (wrong, mend) in list_codes().items():
        if code[2] != part:
            part = code[2]
            lines += [*([""] if lines else []), f"### {_PARTS[part]}", "", "| code | what is wrong | what to do |"]
            lines.append("|---|---|---|")
        lines.append(f'| <a id="{code.lower()}"></a>`{code}` | {_escape(wrong)} | {_escape(mend)} |')
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


def render_page() -> str:
    """Return the page with the tables as they should be."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    return f"{before}{_BEGIN}\n{render_table()}\n{_END}{rest.partition(_END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
