"""Writing a Turtle file again in the canonical order, with the proof that nothing but its order and blanks has changed.

Before a file is written, what was written is read back: pyoxigraph has to find the same graph in it (by the canonical
digest of RDFC-1.0), this reader the same literals and language tags to the letter, and every comment has to be there.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import blake2b

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse

from kj_graph.errors import InputError, KjGraphError
from kj_graph.export.turtle import SECTIONS
from kj_graph.store.digest import digest_dataset
from kj_graph.turtle.arrangement import arrange_blocks, drop_titles
from kj_graph.turtle.layout import Layout
from kj_graph.turtle.names import UNKNOWN_BASE, Names
from kj_graph.turtle.reading import Document, ReadingError, read_document, read_parts
from kj_graph.turtle.tokens import read_tokens
from kj_graph.turtle.tree import Block, Directive, Group, list_nodes


def format_text(text: str) -> str:
    """Return Turtle in the canonical order; raises SyntaxError where it is none.

    Lines end as the first line of the text does. Raises KjGraphError, and returns nothing, should the proof fail that
    the text says the same as before.
    """
    collecting = gc.isenabled()
    gc.disable()  # a tree of a million nodes holds no circles, and looking for some takes longer than all else
    try:
        written, dropped = _rewrite(text)
        if written != text:
            _prove(text, written, dropped)
    finally:
        if collecting:
            gc.enable()
    return written


def _rewrite(text: str) -> tuple[str, list[str]]:
    """Return the text in the canonical order, and the headings that were left out because they were made anew."""
    for quad in _parse(text):
        if _is_newer(quad):
            raise InputError(f"a value of {quad.predicate} is RDF 1.2", hint="Keep to RDF 1.1, which every tool reads.")
    dropped: list[str] = []
    lines = _write(read_document(text, UNKNOWN_BASE), dropped)
    first = text.find("\n")
    end = "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"
    return end.join(lines) + end if lines else "", dropped


def _parse(text: str) -> Iterator[Quad]:
    quads: Iterator[Quad] = parse(text.encode(), RdfFormat.TURTLE, base_iri=UNKNOWN_BASE)
    return quads


def _is_newer(quad: Quad) -> bool:
    value = quad.object
    return isinstance(value, Triple) or (isinstance(value, Literal) and value.direction is not None)


def _write(document: Document, dropped: list[str]) -> list[str]:
    """Return the lines of a document; the headings that were made anew are noted in `dropped`."""
    heading = _take_heading(document)
    sections = arrange_blocks(document)
    titled = any(title for title, _ in sections)
    # All of them: a heading whose section has become empty would stand above something else.
    titles = {f"# {title}" for title in (*SECTIONS.values(), "Other things")} if titled else set()
    names = Names(document)
    layout = Layout(names.name, document.text, terms=not titled)
    body: list[list[str]] = []

    def keep(groups: list[Group]) -> list[Group]:
        kept = drop_titles(groups, titles)
        dropped.extend(line for group in groups if group not in kept for line in group.lines)
        return kept

    heading = keep(heading)
    for title, blocks in sections:
        if title:
            body.append([f"# {title}"])
        for block in blocks:
            groups = keep(block.groups)
            body += [group.lines for group in groups if group.apart]
            above = [line for group in groups if not group.apart for line in group.lines]
            body.append([*above, *layout.write_block(block)])
    footer = keep(document.footer)
    parts = [
        *(group.lines for group in heading),
        _write_directives(document, names, keep),
        *body,
        *(group.lines for group in footer),
    ]
    lines: list[str] = []
    for part in filter(None, parts):
        if lines:
            lines.append("")
        lines += part
    return lines


def _take_heading(document: Document) -> list[Group]:
    """Take from the first part the comments that are about the whole file: those with a blank line behind them.

    Right above the prefixes stands a comment on the file too, unless it is the first prefix that it stays with.
    """
    if not document.parts or not document.parts[0].groups:
        return []
    first = document.parts[0]
    groups = first.groups
    if not isinstance(first, Directive):
        cut = 1 if groups[0].apart else 0
    else:
        least = min((each.name or "" for each in document.directives), default="")
        stays = (first.name or "") == least and not groups[-1].apart
        cut = len(groups) - 1 if stays else len(groups)
    first.groups = groups[cut:]
    return groups[:cut]


def _write_directives(document: Document, names: Names, keep: Callable[[list[Group]], list[Group]]) -> list[str]:
    lines: list[str] = []
    remarks: dict[str | None, Directive] = {}
    for each in document.directives:
        groups = keep(each.groups)
        above = [line for group in groups for line in group.lines]
        behind = each.remarks.after if each.remarks else []
        first = remarks.setdefault(each.name, each)
        if first is each:
            each.groups = [Group(above, apart=False)] if above else []
        else:
            first.groups += [Group([*above, *behind], apart=False)] if above or behind else []
    base = remarks.get(None)
    declared: list[tuple[str, Directive | None]] = []
    if base is not None:
        iri = names.base.written if names.base else ""
        declared.append((f"@base {iri} ." if iri else "", base))
    for name, iri in names.list_prefixes().items():
        declared.append((f"@prefix {name}: {iri} .", remarks.get(name)))
    for text, directive in declared:
        if directive is not None:
            lines += [line for group in directive.groups for line in group.lines]
            after = directive.remarks.after if directive.remarks else []
            lines += after[:-1]
            lines += [" ".join(filter(None, [text, *after[-1:]]))] if text or after else []
        else:
            lines.append(text)
    return lines


def _prove(text: str, written: str, dropped: list[str]) -> None:
    """Raise KjGraphError unless what was written holds the graph, the literals and the comments of the text."""
    lost = ""
    try:
        if digest_dataset(_parse(text)) != digest_dataset(_parse(written)):
            lost = "another graph"
        elif _sign_literals(text) != _sign_literals(written):
            lost = "other literals"
        elif Counter(_list_comments(text)) - Counter(dropped) - Counter(_list_comments(written)):
            lost = "fewer comments"
    except (SyntaxError, ReadingError) as error:
        lost = f"no Turtle ({error})"
    if lost:
        raise KjGraphError(
            f"formatting would have made of it {lost}, so nothing was written",
            hint="This is a fault of kj-graph: please report it with the file.",
        )


def _sign_literals(text: str) -> set[bytes]:
    """Return a short digest of each literal with its datatype and its language, which pyoxigraph would fold."""
    signs = set()
    for part in read_parts(text, UNKNOWN_BASE):
        if isinstance(part, Block):
            for node in list_nodes(part.subject, part.properties):
                if isinstance(node.term, Literal):
                    sign = f"{node.tag}\0{node.term.datatype.value}\0{node.term.value}"
                    signs.add(blake2b(sign.encode(), digest_size=16).digest())
    return signs


def _list_comments(text: str) -> Iterator[str]:
    return (text[start:end].rstrip() for kind, start, end in read_tokens(text) if kind == "comment")
