"""Checks of files: can they be read, do they fulfil the shapes, does anything look wrong, do they contradict.

Each check returns findings and changes nothing. The heavy packages behind shapes and logic are imported when a check
needs them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from kj_graph.checks.finding import Finding, Located

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kj_graph.checks.logic import LogicReport

__all__ = ["Finding", "check_files"]


def check_files(
    paths: Sequence[str | os.PathLike[str]],
    *,
    registers: Iterable[str] = (),
    logic: bool = False,
    report: Callable[[LogicReport], object] | None = None,
    progress: bool = False,
) -> list[Finding]:
    """Return what is wrong with the files: syntax first, and all else only when all of them can be read.

    Without paths the shipped data are checked. `registers` names registers that are checked with them. `logic` asks
    the reasoner too; what it sees is the shipped data and the given files together, without registers; `report` is
    called with what it says. `progress` tells on standard error how far the reading of large files is. Raises
    UsageError for a register that does not exist.
    """
    from kj_graph import resources
    from kj_graph.checks.contents import read_described
    from kj_graph.checks.places import place_findings
    from kj_graph.checks.syntax import check_syntax
    from kj_graph.store.embedded import find_registers

    tables = list(find_registers(registers).values())
    shipped = [path for path in resources.data_files() if os.path.exists(path)]
    files = list(dict.fromkeys(os.fspath(path) for path in paths)) or shipped
    findings = [finding for path in [*files, *tables] for finding in check_syntax(path, progress=progress)]
    if findings:
        return sorted(findings, key=Finding.sort_key)
    from kj_graph.checks.lint import find_oddities
    from kj_graph.checks.shapes import find_broken, read_context

    described = {path: read_described(path, progress=progress) for path in [*files, *tables]}
    context = read_context(files)
    found = list(find_broken([quad for path in files for quad in described[path]], context))
    for table in tables:  # each is a table for itself, and quicker alone than among all that the curated files describe
        found += find_broken(described[table], read_context([table]))
    quads = [quad for each in described.values() for quad in each]
    found += find_oddities(quads, [*files, *tables])
    found += _find_unknown(described, context, found)
    findings = place_findings(found, [*files, *tables])
    if logic:
        from kj_graph.checks.logic import check_logic, find_places

        given = {os.path.realpath(path) for path in files}
        union = [*(path for path in shipped if os.path.realpath(path) not in given), *files]
        reasoned = check_logic(union)
        if report is not None:
            report(reasoned)
        findings += reasoned.list_findings(find_places(union))
    return findings


def _find_unknown(
    described: dict[str, list[Quad]], context: Sequence[Quad], found: Sequence[Located]
) -> Iterator[Located]:
    """Yield the terms that nobody defined and the things that nobody describes, unless a shape has said so already."""
    from kj_graph.checks.contents import name_subject, stream_quads
    from kj_graph.checks.terms import check_names, check_terms, list_uses

    said = {(each.thing, name) for each in found for name in (each.finding.property, each.finding.value)}
    defined = {name_subject(quad) for quad in context}
    uses = {path: list_uses(stream_quads(path)) for path in described}
    wanted = {iri for each in uses.values() for iri in each} - defined
    if wanted:
        defined.update(name for path in described for name in map(name_subject, stream_quads(path)) if name in wanted)
    for each in (each for path in described for each in check_terms(uses[path], defined)):
        if (each.thing, each.finding.value or each.finding.property) not in said:
            yield each
    told = {each.finding.value for each in found}
    defined.update(name_subject(quad) for quads in described.values() for quad in quads)
    for each in check_names((quad for quads in described.values() for quad in quads), defined):
        if each.finding.value not in told:
            yield each
