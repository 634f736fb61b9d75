"""Checks of files: can they be read, do they fulfil the shapes, does anything look wrong, do they contradict.

Each check returns findings and changes nothing. The heavy packages behind shapes and logic are imported when a check
needs them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from kj_graph.checks.finding import Finding

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.checks.logic import LogicReport

__all__ = ["Finding", "check_files"]


def check_files(
    paths: Sequence[str | os.PathLike[str]],
    *,
    registers: Iterable[str] = (),
    logic: bool = False,
    report: Callable[[LogicReport], object] | None = None,
) -> list[Finding]:
    """Return what is wrong with the files: syntax first, and shapes and lint only when all of them can be read.

    Without paths the shipped data are checked. `registers` names registers that are checked with them. `logic` asks
    the reasoner too; what it sees is the shipped data and the given files together, without registers; `report` is
    called with what it says. Raises UsageError for a register that does not exist.
    """
    from kj_graph import resources
    from kj_graph.checks.syntax import check_syntax
    from kj_graph.store.embedded import find_registers

    tables = list(find_registers(registers).values())
    shipped = [path for path in resources.data_files() if os.path.exists(path)]
    files = [os.fspath(path) for path in paths] or shipped
    findings = [finding for path in [*files, *tables] for finding in check_syntax(path)]
    if findings:
        return findings
    from kj_graph.checks.lint import check_lint_files
    from kj_graph.checks.shapes import check_shapes

    # Each register is a table for itself, and quicker alone than among all that the curated files describe.
    shapes = [finding for group in (files, *([table] for table in tables)) for finding in check_shapes(group)]
    findings = sorted([*shapes, *check_lint_files([*files, *tables])], key=Finding.sort_key)
    if logic:
        from kj_graph.checks.logic import check_logic, find_places

        given = {os.path.realpath(path) for path in files}
        union = [*(path for path in shipped if os.path.realpath(path) not in given), *files]
        found = check_logic(union)
        if report is not None:
            report(found)
        findings += found.list_findings(find_places(union))
    return findings
