"""One order and one naming for the same statements: blank nodes named by RDFC-1.0, lines sorted in bounded memory."""

from __future__ import annotations

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

_MOST_LINES = 100_000  # held at a time: some 30 MB


def name_blank_nodes(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield statements with their blank nodes named by RDFC-1.0, so that they are named alike at every run.

    Only statements with blank nodes are held in memory; they come last.
    """
    unnamed: list[Quad] = []
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            unnamed.append(quad)
        else:
            yield quad
    if unnamed:
        dataset = Dataset(unnamed)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        yield from dataset


def sort_lines(lines: Iterable[str], most: int = _MOST_LINES) -> Iterator[str]:
    """Yield lines in the order of their code points, each once; more than `most` are sorted by way of the disk."""
    import heapq
    import tempfile
    from contextlib import ExitStack

    with ExitStack() as files:
        parts: list[Iterable[str]] = []
        held: list[str] = []
        for line in lines:
            held.append(line)
            if len(held) == most:
                part = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
                part.writelines(f"{each}\n" for each in sorted(set(held)))
                part.seek(0)
                parts.append(each.removesuffix("\n") for each in part)
                held = []
        before = None
        for line in heapq.merge(*parts, sorted(set(held))):
            if line != before:
                yield line
            before = line
