"""How blocks, properties and values are laid out in lines: the form of the project's own data files.

A property stands on one line where it fits, else each of its values has a line of its own; brackets that do not fit
are opened; a comment ends its line. It decides nothing about order.
"""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import BlankNode, NamedNode

from kj_graph.export.turtle import ESCAPES, INTEGER, WIDTH
from kj_graph.turtle.tree import Block, Node, Property, Remarks
from kj_graph.vocabulary import TYPE, XSD

_STRING, _INTEGER_TYPE, _BOOLEAN = XSD + "string", XSD + "integer", XSD + "boolean"
_STEP = "    "


class Layout:
    """Writes elements as lines; `name_iri` says how an IRI is written, `text` is what the elements were read from.

    With `terms`, for a file that defines terms, a list of names that is too long for a line fills as few as it can, and
    texts that stand one below the other in the file stay so.
    """

    def __init__(self, name_iri: Callable[[NamedNode], str], text: str, *, terms: bool) -> None:
        self._name = name_iri
        self._text = text
        self._terms = terms

    def write_block(self, block: Block) -> list[str]:
        """Return the lines of one block, with the comments that stand within it and behind it."""
        lines, tail = self._write_value(block.subject, "", 0)
        if tail:
            lines[-1] += f" {tail}"
        fresh = not tail
        for index, each in enumerate(block.properties):
            before, written, behind = self._write_property(each, _STEP)
            written[-1] += (" ;" if index + 1 < len(block.properties) else " .") + (f" {behind}" if behind else "")
            if fresh and not before:
                lines[-1] += " " + written[0]
                lines += written[1:]
            else:
                lines += [*(_STEP + line for line in before), _STEP + written[0], *written[1:]]
            fresh = False
        if not block.properties:
            lines[-1] += " ."
        if block.remarks:
            lines[-1] += f" {block.remarks.after[-1]}"
        return lines

    def _write_property(self, each: Property, indent: str) -> tuple[list[str], list[str], str]:
        """Return the comments before a property, its lines (the first without indentation) and the one behind it."""
        before, behind = _split(each.remarks)
        verb = "a" if each.verb.term == TYPE else self._write_term(each.verb)
        inline = [self.write_inline(value) for value in each.values]
        whole = [text for text in inline if text is not None]
        deeper = indent + _STEP
        if len(whole) == len(inline):
            joined = f"{verb} {' , '.join(whole)}"
            fits = len(joined) < WIDTH and "\n" not in joined and not self._stands_below(each)
            if fits or (len(whole) == 1 and _is_plain(each.values[0])):
                return before, [joined], behind
            if self._terms and len(whole) > 1 and all(isinstance(v.term, NamedNode) for v in each.values):
                pieces = [*(f"{text} ," for text in whole[:-1]), whole[-1]]
                return before, _fill_lines(f"{verb} ", pieces, deeper, len(indent)), behind
        lines = [verb]
        for index, value in enumerate(each.values):
            above, _ = _split(value.remarks)
            alone = len(each.values) == 1
            start = len(indent) + len(verb) + 1 if index == 0 and not above else len(deeper)
            written, tail = self._write_value(value, indent if alone else deeper, start)
            if index + 1 < len(each.values):
                written[-1] += " ," + (f" {tail}" if tail else "")
            if index == 0 and not above:
                lines[-1] += " " + written[0]
                lines += written[1:]
            else:
                lines += [*(deeper + line for line in above), deeper + written[0], *written[1:]]
        return before, lines, behind

    def _stands_below(self, each: Property) -> bool:
        if not self._terms or len(each.values) == 1 or not all(value.tag for value in each.values):
            return False
        spans = sorted((value.start, value.end) for value in each.values)
        return "\n" in self._text[spans[0][1] : spans[-1][0]]

    def _write_value(self, node: Node, indent: str, start: int) -> tuple[list[str], str]:
        """Return the lines of a value that begins at a column, and the comment behind it."""
        _, tail = _split(node.remarks)
        inline = self.write_inline(node, inside=True)
        if inline is not None and (start + len(inline) < WIDTH or _is_plain(node)):
            return [inline], tail
        if node.properties is not None:
            return self._write_brackets(node, indent), tail
        return self._write_collection(node, indent, start), tail

    def _write_brackets(self, node: Node, indent: str) -> list[str]:
        lines = ["["]
        deeper = indent + _STEP
        properties = node.properties or []
        for index, each in enumerate(properties):
            before, written, behind = self._write_property(each, deeper)
            lines += [*(deeper + line for line in before), deeper + written[0], *written[1:]]
            if index + 1 < len(properties):
                lines[-1] += f" ;{behind and ' '}{behind}"
            elif behind:
                lines[-1] += f" {behind}"
                lines.append(indent + "]")
            else:
                lines[-1] += " ]"
        return lines if properties else ["[]"]

    def _write_collection(self, node: Node, indent: str, start: int) -> list[str]:
        items = node.items or []
        deeper = indent + _STEP
        inline = [self.write_inline(item) for item in items]
        whole = [text for text in inline if text is not None and "\n" not in text]
        if len(whole) == len(items):
            lines = _fill_lines("( ", whole, deeper, start)
            lines[-1] += " )"
            return lines
        lines = ["("]
        tail = ""
        for item in items:
            above, _ = _split(item.remarks)
            written, tail = self._write_value(item, deeper, len(deeper))
            lines += [*(deeper + line for line in above), deeper + written[0], *written[1:]]
            if tail:
                lines[-1] += f" {tail}"
        lines.append(indent + ")")
        return lines

    def write_inline(self, node: Node, *, inside: bool = False) -> str | None:
        """Return a value on one line, or None where a comment in it forbids that; `inside` leaves out its own."""
        if node.remarks is not None and not inside and (node.remarks.before or node.remarks.after):
            return None
        if node.properties is not None:
            parts = []
            for each in node.properties:
                values = [self.write_inline(value) for value in each.values]
                texts = [text for text in values if text is not None and "\n" not in text]
                if len(texts) < len(values) or _split(each.remarks) != ([], ""):
                    return None
                verb = "a" if each.verb.term == TYPE else self._write_term(each.verb)
                parts.append(f"{verb} {' , '.join(texts)}")
            return f"[ {' ; '.join(parts)} ]" if parts else "[]"
        if node.items is not None:
            written = [self.write_inline(item) for item in node.items]
            whole = [text for text in written if text is not None and "\n" not in text]
            if len(whole) < len(written):
                return None
            return f"( {' '.join(whole)} )" if whole else "()"
        return self._write_term(node)

    def _write_term(self, node: Node) -> str:
        term = node.term
        if isinstance(term, NamedNode):
            return self._name(term)
        if isinstance(term, BlankNode):
            return node.written
        if node.written[0] not in "\"'":
            return node.written
        quoted = node.written if _is_long(node) else f'"{term.value.translate(ESCAPES)}"'
        if node.tag:
            return f"{quoted}@{node.tag}"
        datatype = term.datatype.value
        if datatype == _STRING:
            return quoted
        if (datatype == _INTEGER_TYPE and INTEGER.match(term.value)) or (
            datatype == _BOOLEAN and term.value in ("true", "false")
        ):
            return term.value
        return f"{quoted}^^{self._name(term.datatype)}"


def _is_long(node: Node) -> bool:
    """Say whether a text stays as it was written: over several lines, because it has several."""
    return node.written[:3] in ('"""', "'''") and "\n" in node.written


def _is_plain(node: Node) -> bool:
    return node.properties is None and node.items is None


def _split(remarks: Remarks | None) -> tuple[list[str], str]:
    """Return the comments above an element and the one behind it; of several behind, the others go above."""
    if remarks is None:
        return [], ""
    if not remarks.after:
        return remarks.before, ""
    return [*remarks.before, *remarks.after[:-1]], remarks.after[-1]


def _fill_lines(start: str, pieces: list[str], indent: str, used: int) -> list[str]:
    """Put as many pieces on each line as fit, the first line being `used` already; a mark may follow the last."""
    lines = [start + pieces[0]]
    for piece in pieces[1:]:
        taken = used if len(lines) == 1 else 0
        if taken + len(lines[-1]) + 1 + len(piece) + 2 <= WIDTH:
            lines[-1] += f" {piece}"
        else:
            lines.append(indent + piece)
    return lines
