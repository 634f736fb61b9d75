"""Reading a Turtle document into what it is written of, with the place of each subject, property and value.

What comes in is expected to be Turtle that pyoxigraph accepts: this reader keeps what that one forgets, and refuses
what it cannot follow. N-Triples is Turtle too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode

from kj_graph.errors import InputError
from kj_graph.turtle.tokens import TOKEN, Lines
from kj_graph.turtle.tree import Block, Directive, Group, Node, Property, Remarks
from kj_graph.turtle.values import Values
from kj_graph.vocabulary import RDF, TYPE

_FIRST, _REST, _NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
_DIRECTIVES = ("@prefix", "prefix", "@base", "base")
DEEPEST = 100


class ReadingError(InputError):
    """The text is no Turtle that can be followed; `offset` says where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, hint="'kj-graph check FILE' lists what keeps the file from being read.")
        self.offset = offset


class Statement(NamedTuple):
    """A triple and the offsets at which its subject, predicate and object stand in the text."""

    subject: NamedNode | BlankNode
    predicate: NamedNode
    object: NamedNode | BlankNode | Literal
    subject_at: int
    predicate_at: int
    object_at: int


@dataclass(slots=True)
class Document:
    """A Turtle document as it is written; `footer` are the comments after all else."""

    text: str
    parts: list[Block | Directive]
    footer: list[Group]
    lines: Lines

    @property
    def blocks(self) -> list[Block]:
        """The blocks, without the directives."""
        return [part for part in self.parts if isinstance(part, Block)]

    @property
    def directives(self) -> list[Directive]:
        """The prefixes and bases, in the order of the text."""
        return [part for part in self.parts if isinstance(part, Directive)]

    def list_statements(self) -> Iterator[Statement]:
        """Yield the triples in the order of the text; a collection gives those of its list."""
        for block in self.blocks:
            yield from list_statements(block)


def read_document(text: str, base: str = "") -> Document:
    """Return a document as it is written; raises ReadingError where it is no Turtle."""
    reader = _Reader(text, base)
    parts = list(reader.read_parts())
    return Document(text, parts, reader.take_groups(), Lines(text))


def read_parts(text: str, base: str = "") -> Iterator[Block | Directive]:
    """Yield directives and blocks one by one, so that a large text is never held as a whole tree."""
    return _Reader(text, base).read_parts()


def list_statements(block: Block) -> Iterator[Statement]:
    """Yield the triples of one block with their places."""
    subject = block.subject
    yield from _list_inside(subject)
    yield from _list_properties(subject, block.properties)


def _list_properties(subject: Node, properties: list[Property]) -> Iterator[Statement]:
    term = subject.term
    if isinstance(term, Literal):
        return
    for each in properties:
        verb = each.verb
        if not isinstance(verb.term, NamedNode):
            continue
        for value in each.values:
            yield Statement(term, verb.term, value.term, subject.start, verb.start, value.start)
            if value.properties is not None or value.items is not None:
                yield from _list_inside(value)


def _list_inside(node: Node) -> Iterator[Statement]:
    if node.properties is not None:
        yield from _list_properties(node, node.properties)
    if not node.items or isinstance(node.term, Literal):
        return
    cell: NamedNode | BlankNode = node.term
    for index, item in enumerate(node.items):
        yield Statement(cell, _FIRST, item.term, item.start, item.start, item.start)
        yield from _list_inside(item)
        rest = BlankNode() if index + 1 < len(node.items) else _NIL
        yield Statement(cell, _REST, rest, item.start, item.start, item.start)
        cell = rest


class _Reader:
    """Reads with one token of foresight; comments wait until it is known to what they belong."""

    def __init__(self, text: str, base: str) -> None:
        self.text = text
        self.values = Values(base)
        self._tokens = TOKEN.finditer(text)
        self.kind, self.start, self.end = "", 0, 0
        self._behind: list[str] = []  # comments on the line of the token before
        self._groups: list[Group] = []  # comments in lines of their own before this token
        self._depth = 0
        self._advance()

    # Tokens and comments

    def _advance(self) -> None:
        """Move to the next token that is neither blank nor comment; keep the comments in between."""
        for match in self._tokens:
            kind = match.lastgroup
            if kind == "space":
                continue
            if kind != "comment":
                self.kind, self.start, self.end = kind or "bad", match.start(), match.end()
                return
            self._keep_comment(match.start(), match.group())
        self.kind, self.start, self.end = "end", len(self.text), len(self.text)

    def _keep_comment(self, start: int, comment: str) -> None:
        text = self.text
        line = text.rfind("\n", 0, start) + 1
        if text[line:start].strip():
            self._behind.append(comment.rstrip())
            return
        before = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : line]
        if not self._groups or not before.strip() or self._groups[-1].apart:
            self._groups.append(Group([], apart=False))
        self._groups[-1].lines.append(comment.rstrip())
        after = text.find("\n", start) + 1 or len(text)
        following = text[after : text.find("\n", after) + 1 or len(text)]
        self._groups[-1].apart = bool(following) and not following.strip()

    def take_groups(self) -> list[Group]:
        """Return the comments in lines of their own that wait, and let go of them."""
        groups, self._groups = self._groups, []
        return groups

    def _take_before(self) -> list[str]:
        if not self._groups:
            return []
        return [line for group in self.take_groups() for line in group.lines]

    def _take_behind(self) -> list[str]:
        behind, self._behind = self._behind, []
        return behind

    def _is(self, mark: str) -> bool:
        return self.kind == "mark" and self.text.startswith(mark, self.start)

    def _written(self) -> str:
        return self.text[self.start : self.end]

    def _refuse(self, wanted: str) -> ReadingError:
        found = f"'{self._written()[:40]}'" if self.kind != "end" else "the end of the file"
        return ReadingError(f"{wanted} is expected, not {found}", self.start)

    def _expect(self, mark: str, wanted: str) -> None:
        if not self._is(mark):
            raise self._refuse(wanted)
        self._advance()

    # Statements

    def read_parts(self) -> Iterator[Block | Directive]:
        """Yield the directives and blocks of the document."""
        last: Block | Directive | None = None
        while True:
            if self._behind:
                behind = self._take_behind()
                if last is None:
                    self._groups.insert(0, Group(behind, apart=False))
                else:
                    last.remarks = _add_behind(last.remarks, behind)
            if last is not None:
                yield last
            if self.kind == "end":
                return
            groups, start = self.take_groups(), self.start
            word = self._written().lower() if self.kind in ("at", "word") else ""
            last = self._read_directive(word) if word in _DIRECTIVES else self._read_block()
            last.groups = groups
            last.start = start

    def _read_directive(self, word: str) -> Directive:
        name = None
        self._advance()
        if word.endswith("prefix"):
            if self.kind != "name" or self.text[self.end - 1] != ":":
                raise self._refuse("a prefix with its colon")
            name = self._written()[:-1]
            self._advance()
        if self.kind != "iri":
            raise self._refuse("an IRI in angle brackets")
        written = self._written()
        iri = self.values.read_iri(written).value
        if name is None:
            self.values.rebase(iri)
        else:
            self.values.declare(name, iri)
        end = self.end
        self._advance()
        remarks = None
        if word.startswith("@"):
            end = self.end
            self._expect(".", "the dot that ends the directive")
        if self._behind:
            remarks = _add_behind(None, self._take_behind())
        return Directive(name, written, iri, remarks=remarks, end=end)

    def _read_block(self) -> Block:
        subject = self._read_node(as_subject=True)
        properties: list[Property] = []
        if not (subject.properties and self._is(".")):
            properties = self._read_properties()
            if not properties:
                raise self._refuse("a property")
        end = self.end
        remarks = None
        if self._behind or self._groups:
            remarks = _add_behind(None, [*self._take_behind(), *self._take_before()])
        self._expect(".", "the dot that ends the block")
        return Block(subject, properties, remarks=remarks, end=end)

    # Properties and values

    def _read_properties(self) -> list[Property]:
        properties: list[Property] = []
        while True:
            before = [*self._take_behind(), *self._take_before()] if self._behind or self._groups else []
            if not (self.kind in ("name", "iri") or (self.kind == "word" and self._written() == "a")):
                if before and properties:
                    properties[-1].remarks = _add_behind(properties[-1].remarks, before)
                elif before:
                    self._groups.insert(0, Group(before, apart=False))
                return properties
            last = Property(self._read_verb(), [])
            last.remarks = Remarks(before) if before else None
            properties.append(last)
            self._read_values(last)
            if not self._is(";"):
                return properties
            while self._is(";"):
                self._keep_for(last)
                self._advance()
            if self._behind:
                last.remarks = _add_behind(last.remarks, self._take_behind())

    def _keep_for(self, last: Property) -> None:
        """Give the comments that stand between a value and the mark behind it to the property."""
        if self._behind or self._groups:
            last.remarks = _add_behind(last.remarks, [*self._take_behind(), *self._take_before()])

    def _read_verb(self) -> Node:
        start, end, written = self.start, self.end, self._written()
        if written == "a":
            term: NamedNode = TYPE
        elif self.kind == "iri":
            term = self.values.read_iri(written)
        else:
            term = self._read_name(written)
        self._advance()
        return Node(term, start, end, written)

    def _read_values(self, owner: Property) -> None:
        values = owner.values
        while True:
            before = [*self._take_behind(), *self._take_before()] if self._behind or self._groups else []
            value = self._read_node()
            if before:
                value.remarks = Remarks(before, value.remarks.after if value.remarks else [])
            values.append(value)
            if not self._is(","):
                return
            if self._behind or self._groups:
                value.remarks = _add_behind(value.remarks, [*self._take_behind(), *self._take_before()])
            self._advance()
            if self._behind:
                value.remarks = _add_behind(value.remarks, self._take_behind())

    def _read_name(self, written: str) -> NamedNode:
        try:
            return self.values.read_name(written)
        except KeyError:
            raise ReadingError(f"the prefix of {written} is not declared", self.start) from None

    def _read_node(self, *, as_subject: bool = False) -> Node:
        kind, start, end = self.kind, self.start, self.end
        written = self.text[start:end]
        if kind == "name":
            node = Node(self._read_name(written), start, end, written)
        elif kind == "iri":
            node = Node(self.values.read_iri(written), start, end, written)
        elif kind == "blank":
            node = Node(BlankNode(written[2:]), start, end, written)
        elif kind == "mark" and written == "[":
            return self._read_inside(self._read_brackets)
        elif kind == "mark" and written == "(":
            return self._read_inside(self._read_collection)
        elif as_subject:
            raise self._refuse("a subject")
        elif kind == "text":
            return self._read_literal(written)
        elif kind == "number":
            node = Node(self.values.read_number(written), start, end, written)
        elif kind == "word" and written in ("true", "false"):
            node = Node(self.values.read_boolean(written), start, end, written)
        else:
            raise self._refuse("a value")
        self._advance()
        return node

    def _read_literal(self, written: str) -> Node:
        start, end = self.start, self.end
        self._advance()
        if self.kind == "at":
            tag, end = self._written()[1:], self.end
            self._advance()
            return Node(self.values.read_text(written, tag), start, end, written, tag)
        if not self._is("^^"):
            return Node(self.values.read_text(written), start, end, written)
        self._advance()
        kind, name = self.kind, self._written()
        if kind not in ("iri", "name"):
            raise self._refuse("a datatype")
        datatype = self.values.read_iri(name) if kind == "iri" else self._read_name(name)
        end = self.end
        self._advance()
        return Node(self.values.read_text(written, "", datatype), start, end, written)

    def _read_inside(self, read: Callable[[], Node]) -> Node:
        if self._depth == DEEPEST:
            raise ReadingError(f"brackets stand in each other more than {DEEPEST} deep", self.start)
        self._depth += 1
        node = read()
        self._depth -= 1
        return node

    def _read_brackets(self) -> Node:
        start = self.start
        outside = self._set_aside()
        self._advance()
        properties = self._read_properties()
        remarks = self._close("]")
        if remarks and properties:
            properties[-1].remarks, remarks = _add_behind(properties[-1].remarks, remarks.after), None
        node = Node(BlankNode(), start, self.end, "", properties=properties, remarks=remarks)
        self._advance()
        self._put_back(outside)
        return node

    def _read_collection(self) -> Node:
        start = self.start
        outside = self._set_aside()
        self._advance()
        items: list[Node] = []
        while not self._is(")"):
            before = [*self._take_behind(), *self._take_before()] if self._behind or self._groups else []
            item = self._read_node()
            if before:
                item.remarks = Remarks(before, item.remarks.after if item.remarks else [])
            if self._behind:
                item.remarks = _add_behind(item.remarks, self._take_behind())
            items.append(item)
        remarks = self._close(")")
        if remarks and items:
            items[-1].remarks, remarks = _add_behind(items[-1].remarks, remarks.after), None
        node = Node(BlankNode() if items else _NIL, start, self.end, "", items=items, remarks=remarks)
        self._advance()
        self._put_back(outside)
        return node

    def _close(self, mark: str) -> Remarks | None:
        """Expect a closing bracket; what is remarked before it stays with the node."""
        behind = [*self._take_behind(), *self._take_before()] if self._behind or self._groups else []
        if not self._is(mark):
            raise self._refuse(f"'{mark}'")
        return Remarks([], behind) if behind else None

    def _set_aside(self) -> tuple[list[str], list[Group]]:
        """Keep what was remarked before an opening bracket from being taken by what is inside."""
        outside = self._behind, self._groups
        self._behind, self._groups = [], []
        return outside

    def _put_back(self, outside: tuple[list[str], list[Group]]) -> None:
        behind, groups = outside
        if behind or groups:
            self._behind = [*behind, *self._behind]
            self._groups = [*groups, *self._groups]


def _add_behind(remarks: Remarks | None, lines: list[str]) -> Remarks | None:
    if not lines:
        return remarks
    remarks = remarks or Remarks()
    remarks.after.extend(lines)
    return remarks
