"""The commands, one module each: `add_options` says what it accepts, `run` calls one method of the graph and prints.

A module is imported only when its command runs, or for the help of all.
"""

from __future__ import annotations

SUMMARIES = {
    "query": "ask a saved question or any SPARQL",
    "questions": "list what can be asked by name",
    "show": "show all about one thing, with the evidence for each statement",
    "search": "find things by any of their names, in any script",
    "path": "tell how two things are connected, step by step, with the evidence",
    "why": "explain a statement: where it is written, or the rule and the statements it follows from",
    "network": "measure the graph as a network: what brokers, holds together, belongs together",
    "gaps": "set agreements in force against proposals still open, by policy area",
    "firewalls": "tell what stopped and what went on in the years of friction",
    "check": "check files: syntax with line and column, then shapes and terms",
    "format": "write Turtle files in the canonical order, and prove that they say the same",
    "audit": "check every passage of a source against its text",
    "stats": "count things, names, evidence and sources by reliability",
    "export": "write the graph, or a part of it, in one of eleven formats",
    "diff": "tell what changed between files, or what a file changes, thing by thing",
    "merge": "take in what files of others say: matched, checked, nothing overwritten",
    "new": "begin the description of a new thing: all that the shapes will ask for",
    "import": "turn the rows of a CSV table into RDF by a mapping",
    "load": "keep a graph on disk: load files and registers into a folder",
    "push": "bring the graph to a SPARQL service, named graph by named graph",
    "explore": "write the explorer: one HTML file that needs no network",
    "completion": "write the script that lets bash, zsh or fish complete command lines",
}
_MODULES = {"import": "importing"}  # a module cannot be named by a word of the language


def module_of(command: str) -> str:
    """Return the full name of the module of a command."""
    return f"{__name__}.{_MODULES.get(command, command)}"
