"""The command line: parse, call one method of the graph, print. It knows nothing that the Python API does not."""

from __future__ import annotations

import os
import sys

from kj_graph.errors import KjGraphError, UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

__all__ = ["main", "start"]

_LITTER = 100_000  # objects before the first is looked for that could go; most commands are over before


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; no traceback reaches the user for anything the user did."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        return _run(given)
    except KjGraphError as error:
        _complain(error)
        return error.exit_status
    except KeyboardInterrupt:
        sys.stderr.write("\nkj-graph: stopped\n")
        return 130
    except BrokenPipeError:
        _close_quietly()
        return 0


def start() -> int:
    """Run the command of this process and end it, at once where nothing waits for its end.

    To clear away what the system takes back anyway costs a third of the start of Python.
    """
    import atexit
    import gc

    gc.set_threshold(_LITTER)
    status = main()
    if "threading" in sys.modules or atexit._ncallbacks():  # noqa: SLF001 - there is no other way to know
        return status
    sys.stderr.flush()
    os._exit(status)


def _run(given: list[str]) -> int:
    try:
        status = _run_command(given)
        sys.stdout.flush()
    except (OSError, RuntimeError) as error:
        from kj_graph.store import cache

        if isinstance(error, KjGraphError) or not cache.is_damage(error):
            raise
        cache.discard()
        status = _run_command(given)
        sys.stdout.flush()
    return status


def _run_command(given: list[str]) -> int:
    """Parse the arguments, run the command and return its exit status."""
    from kj_graph.cli.quick import read_arguments

    options: Any
    read = read_arguments(given)
    if read is not None:
        options, rest = read
    else:
        from kj_graph.cli.arguments import build_parser
        from kj_graph.cli.commands import SUMMARIES

        parser = build_parser(given[0] if given and given[0] in SUMMARIES else None)
        options, rest = parser.parse_known_args(given)
        if options.command is None:
            parser.print_help()
            return 0
    if options.command == "query":
        from kj_graph.cli.parser import read_parameters

        options.parameters = read_parameters(rest)
    elif rest:
        raise UsageError(f"unrecognized: {' '.join(rest)}", hint=f"'kj-graph {options.command} --help' explains.")
    status: int = options.run(options)
    return status


def _complain(error: KjGraphError) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"kj-graph: {error.message}\n")
    for line in error.hint.splitlines():
        sys.stderr.write(f"  {line}\n")


def _close_quietly() -> None:
    """Point standard output at nothing, so that the interpreter does not complain of the closed pipe at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
