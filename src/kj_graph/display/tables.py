"""Tables of text in a given width, where Korean and Japanese letters take two columns."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

_GAP = "  "
_WIDEST_WORD = 16


class _Widths(dict[str, int]):
    """How many columns each letter takes, found out when it is first met."""

    def __missing__(self, letter: str) -> int:
        width = self[letter] = 0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1
        return width


_WIDTHS = _Widths()


def measure_width(text: str) -> int:
    """Return how many terminal columns a text takes."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


def wrap_text(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns, broken at spaces or between wide letters."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        if measure_width(paragraph) <= width:
            lines.append(paragraph.rstrip())
            continue
        for piece in _split_pieces(paragraph):
            rest = piece
            if used and used + measure_width(rest.rstrip()) > width and rest.strip():
                lines.append(line.rstrip())
                line, used = "", 0
                rest = rest.lstrip()
            while measure_width(rest.rstrip()) > width:
                head = _cut(rest, width - used)
                lines.append(line + head)
                rest, line, used = rest[len(head) :], "", 0
            line, used = line + rest, used + measure_width(rest)
        lines.append(line.rstrip())
    return lines


def wrap_lines(text: str, width: int, keep: str = "") -> str:
    """Return a text whose lines fit a width, each continued further in; a line that holds `keep` is left as it is."""
    lines: list[str] = []
    for line in text.splitlines():
        if measure_width(line) <= width or (keep and keep in line):
            lines.append(line)
            continue
        bare = line.lstrip()
        indent = line[: len(line) - len(bare)]
        first, *rest = wrap_text(bare, width - len(indent) - 4)
        lines += [indent + first, *(f"{indent}    {more}" for more in rest)]
    return "\n".join(lines) + "\n"


def _split_pieces(text: str) -> list[str]:
    """Return a text in the pieces between which a line may break: words with the space after, single wide letters."""
    if text.isascii():
        *words, last = text.split(" ")
        return [*(f"{word} " for word in words), *([last] if last else [])]
    pieces: list[str] = []
    word = ""
    for letter in text:
        wide = _WIDTHS[letter] > 1 and not "가" <= letter <= "힣"
        if wide:
            if word:
                pieces.append(word)
            pieces.append(letter)
            word = ""
        else:
            word += letter
            if letter == " ":
                pieces.append(word)
                word = ""
    return [*pieces, word] if word else pieces


def _cut(text: str, width: int) -> str:
    used = 0
    for index, letter in enumerate(text):
        used += measure_width(letter)
        if used > width:
            return text[: max(index, 1)]
    return text


def draw_table(header: list[str], rows: list[list[str]], width: int) -> str:
    """Return a table of at most `width` columns; cells that do not fit are wrapped, never cut.

    A column in which every cell is empty is left out. Where the columns would become too narrow to read, each row is
    told as a block of lines instead, one line a cell.
    """
    kept = [index for index in range(len(header)) if not rows or any(row[index] for row in rows)]
    header, rows = [header[index] for index in kept], [[row[index] for index in kept] for row in rows]
    if not header:
        return ""
    columns = list(zip(header, *rows, strict=True))
    natural = [max(map(measure_width, column)) for column in columns]
    least = [min(max(_measure_words(column)), _WIDEST_WORD) for column in columns]
    if sum(least) + len(_GAP) * (len(header) - 1) > width:
        return _draw_blocks(header, rows, width)
    widths = _fit(natural, least, width)
    wrapped_rows = any(measure_width(cell) > size for row in rows for cell, size in zip(row, widths, strict=True))
    lines = _draw_row(header, widths)
    lines.append(_GAP.join("─" * size for size in widths))
    for number, row in enumerate(rows):
        if wrapped_rows and number:
            lines.append("")
        lines += _draw_row(row, widths)
    return "\n".join(lines) + "\n"


def _measure_words(cells: Iterable[str]) -> list[int]:
    return [measure_width(word) for cell in cells for word in cell.split()] or [0]


def _draw_blocks(header: list[str], rows: list[list[str]], width: int) -> str:
    column = min(max(map(measure_width, header)), width // 3)
    lines: list[str] = []
    for row in rows:
        if lines:
            lines.append("")
        for name, cell in zip(header, row, strict=True):
            if cell:
                names = wrap_text(name, column)
                cells = wrap_text(cell, width - column - len(_GAP))
                for index in range(max(len(names), len(cells))):
                    left = names[index] if index < len(names) else ""
                    right = cells[index] if index < len(cells) else ""
                    lines.append((_pad(left, column) + _GAP + right).rstrip())
    return "\n".join(lines) + "\n" if lines else ""


def _draw_row(cells: list[str], widths: list[int]) -> list[str]:
    columns = [wrap_text(cell, size) for cell, size in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    lines = []
    for index in range(height):
        parts = [column[index] if index < len(column) else "" for column in columns]
        lines.append(_GAP.join(_pad(part, size) for part, size in zip(parts, widths, strict=True)).rstrip())
    return lines


def _pad(text: str, width: int) -> str:
    return text + " " * (width - measure_width(text))


def _fit(natural: list[int], least: list[int], width: int) -> list[int]:
    """Return column widths that fit: each has room for its longest word, what is left goes to the long ones evenly."""
    fitted = list(least)
    room = width - len(_GAP) * (len(natural) - 1) - sum(fitted)
    while room > 0:
        wanting = [index for index in range(len(natural)) if fitted[index] < natural[index]]
        if not wanting:
            break
        for index in sorted(wanting, key=lambda each: fitted[each]):
            if room > 0:
                fitted[index] += 1
                room -= 1
    return fitted


def draw_plain(header: list[str], rows: list[list[str]]) -> str:
    """Return rows with tabs between the cells, one line a row: the form for pipes."""
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in [header, *rows])


def draw_markdown(header: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |\n"

    return line(header) + line(["---"] * len(header)) + "".join(map(line, rows))
