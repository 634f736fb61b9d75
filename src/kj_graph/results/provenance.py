"""What produced a result: the question with its parameters, the dataset by version and digest, and when that was."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeAlias

    from kj_graph.graph import KnowledgeGraph

    # What a result remembers until somebody wants to know: graph, name of the question, query, parameters, time.
    Origin: TypeAlias = tuple[KnowledgeGraph, str, str, Mapping[str, str], float]


class Provenance(NamedTuple):
    """What produced a result.

    `question` is the name of a saved question or empty, `query` the SPARQL that was answered, with its parameters in
    place; `digest` is that of the dataset, as `algorithm` says, and empty where the store cannot tell it; `shipped`
    says whether the data are those of the package alone, `day` on which day the graph stands, if any; `asked` is the
    time, in UTC.
    """

    question: str
    query: str
    parameters: dict[str, str]
    version: str
    registers: tuple[str, ...]
    shipped: bool
    day: str
    algorithm: str
    digest: str
    language: str
    asked: str

    def to_dict(self) -> dict[str, Any]:
        """Return the provenance as plain Python data, ready for JSON."""
        return {
            "question": self.question or None,
            "parameters": self.parameters,
            "query": self.query,
            "dataset": {
                "name": "kj-graph",
                "version": self.version,
                "shipped": self.shipped,
                "registers": list(self.registers),
                "digest": self.digest or None,
                "digestAlgorithm": self.algorithm if self.digest else None,
            },
            "asOf": self.day or None,
            "language": self.language,
            "asked": self.asked,
        }

    def to_lines(self) -> list[str]:
        """Return the provenance as lines of text, without the query of a saved question."""
        data = f"kj-graph {self.version}" + ("" if self.shipped else ", with other files")
        if self.registers:
            data += f", registers: {', '.join(self.registers)}"
        given = " ".join(f"--{name} {value}" for name, value in self.parameters.items())
        lines = [f"question: {self.question}{f' {given}' if given else ''}"] if self.question else []
        lines += [] if self.question else [f"query: {' '.join(self.query.split())}"]
        lines.append(f"dataset: {data}")
        if self.day:
            lines.append(f"as of: {self.day}")
        if self.digest:
            lines.append(f"digest: {self.digest} ({self.algorithm})")
        return [*lines, f"asked: {self.asked}"]


def trace(origin: Origin) -> Provenance:
    """Return what produced a result; the digest of the dataset is computed when it is first asked for."""
    from datetime import UTC, datetime

    from kj_graph import __version__
    from kj_graph.store.digest import ALGORITHM

    graph, question, query, parameters, asked = origin
    return Provenance(
        question=question,
        query=query,
        parameters=dict(parameters),
        version=__version__,
        registers=graph.registers,
        shipped=graph.is_shipped,
        day=graph.day,
        algorithm=ALGORITHM,
        digest=graph.digest,
        language=graph.language,
        asked=datetime.fromtimestamp(asked, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def add_provenance(text: str, provenance: Provenance, form: str) -> str:
    """Return a result in one of its forms with its provenance.

    SPARQL JSON gets a member `provenance`, Markdown a list and a table to read lines below, all other forms lines above
    that begin with `#`.
    """
    lines = provenance.to_lines()
    if form == "json":
        import json

        head, brace, rest = text.partition("{")
        return f'{head}{brace}"provenance":{json.dumps(provenance.to_dict(), ensure_ascii=False)},{rest}'
    if form == "markdown":
        return text + "\n" + "".join(f"- {_escape(line)}\n" for line in lines)
    if form == "table":
        return text + "\n" + "".join(f"{line}\n" for line in lines)
    return "".join(f"# {line}\n" for line in lines) + text


def _escape(line: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_<>|[]" else letter for letter in line)
