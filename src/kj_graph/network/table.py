"""What a measure gives: a table of figures, in words what they mean, and what they rest on.

A cell is text, a number, True or False, a thing (its IRI) or a list of things; the column says which. Written as csv or
tsv things are IRIs, in JSON each has its label beside it, and people read labels.
"""

from __future__ import annotations

import json

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import networkx

    from kj_graph.explorer.marks import Marks
    from kj_graph.labels import Labeller

    Row = dict[str, Any]


NAMED = 3
"""Of several things in a cell so many are named to people; all are written as csv, tsv and JSON."""


class Column:
    """One column: its key, its heading, and whether its cells are things, lists of things or plain values."""

    __slots__ = ("heading", "key", "kind")

    def __init__(self, key: str, heading: str, kind: str = "plain") -> None:
        self.key = key
        self.heading = heading
        self.kind = kind


class Measured:
    """The answer of one measure.

    `rows` are dictionaries by column key, most telling first. `meaning` is one sentence, `remarks` say what the figures
    rest on and how sure they are. `values` gives a figure to each thing that has one and `groups` the number of its
    community, for drawings and for `network`, whose nodes carry both as attributes; `meanings` is the sentence by
    language.
    """

    def __init__(
        self,
        name: str,
        meaning: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        labeller: Labeller,
        *,
        remarks: Sequence[str] = (),
        network: networkx.Graph[str] | None = None,
        values: Mapping[str, float] | None = None,
        groups: Mapping[str, int] | None = None,
        meanings: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.meaning = meaning
        self.columns = list(columns)
        self.rows = list(rows)
        self.remarks = list(remarks)
        self.network = network
        self.values = dict(values or {})
        self.groups = dict(groups or {})
        self.meanings = dict(meanings or {})
        self.labeller = labeller
        if network is not None:
            for node, value in self.values.items():
                network.nodes[node][name] = float(value)
            for node, group in self.groups.items():
                network.nodes[node]["community"] = int(group)

    def __len__(self) -> int:
        return len(self.rows)

    def headings(self) -> list[str]:
        """Return the columns as people read them."""
        return [column.heading for column in self.columns]

    def to_text(self) -> list[list[str]]:
        """Return the rows as people read them."""
        return [[self._show(row.get(column.key), column.kind) for column in self.columns] for row in self.rows]

    def _show(self, cell: Any, kind: str) -> str:
        if cell is None or cell is False:
            return ""
        if kind == "thing":
            return self.labeller.marked(NamedNode(cell))
        if kind == "things":
            named = "; ".join(self.labeller.marked(NamedNode(each)) for each in cell[:NAMED])
            return f"{named} +{len(cell) - NAMED}" if len(cell) > NAMED else named
        if kind == "class":
            return self.labeller.text(v.kj(cell))
        if cell is True:
            return "✓"
        return f"{cell:.3f}" if isinstance(cell, float) else str(cell)

    def to_dicts(self) -> list[Row]:
        """Return one dictionary a row with plain Python values; things are IRIs."""
        return [{column.key: row.get(column.key) for column in self.columns} for row in self.rows]

    def to_pandas(self) -> Any:
        """Return a pandas data frame of plain Python values; needs pandas."""
        try:
            import pandas
        except ImportError:
            from kj_graph.errors import MissingPartError

            raise MissingPartError("pandas is not installed", hint="pip install pandas") from None
        return pandas.DataFrame(self.to_dicts(), columns=[column.key for column in self.columns])

    def to_csv(self) -> str:
        """Return the rows as CSV: a line of keys, then IRIs, text and numbers; several things have spaces between."""
        import csv
        import io

        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(column.key for column in self.columns)
        writer.writerows(self._plain_rows())
        return written.getvalue()

    def to_tsv(self) -> str:
        """Return the rows as tab-separated values; see `to_csv`."""
        rows = [[column.key for column in self.columns], *self._plain_rows()]
        return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)

    def _plain_rows(self) -> list[list[str]]:
        return [[_plain(row.get(column.key)) for column in self.columns] for row in self.rows]

    def to_json(self) -> str:
        """Return meaning, remarks and rows as JSON; a thing is told by its IRI and its label."""
        told = {
            "measure": self.name,
            "meaning": self.meaning,
            "remarks": self.remarks,
            "rows": [
                {column.key: self._tell(row.get(column.key), column) for column in self.columns} for row in self.rows
            ],
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    def _tell(self, cell: Any, column: Column) -> Any:
        if column.kind == "thing" and cell is not None:
            return {"iri": cell, "label": self.labeller.text(NamedNode(cell))}
        if column.kind == "things" and cell is not None:
            return [{"iri": each, "label": self.labeller.text(NamedNode(each))} for each in cell]
        return cell

    def to_marks(self) -> Marks:
        """Return the figures for the explorer; raises UsageError where the measure gives none to things."""
        from kj_graph.errors import UsageError
        from kj_graph.explorer.marks import Marks

        if not self.values:
            raise UsageError(
                f"'{self.name}' gives no figure to a thing, so a page cannot show it",
                hint="Measures that do: brokers, reach, pillars, communities.",
            )
        values = {iri.removeprefix(v.KJR): value for iri, value in self.values.items()}
        groups = {iri.removeprefix(v.KJR): group for iri, group in self.groups.items()}
        return Marks(values, groups, {self.labeller.language: self.meaning, **self.meanings})

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(heading)}</th>" for heading in self.headings())
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in self.to_text())
        remarks = "".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)
        return f"<p>{escape(self.meaning)}</p><table><tr>{head}</tr>{body}</table>{remarks}"


def _plain(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list | tuple):
        return " ".join(map(str, cell))
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)
