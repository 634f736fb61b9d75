"""A measure taken out of the program: as a table in every form of the house, and as GraphML for other programs."""

from __future__ import annotations

from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.network.table import Measured


def render_measured(measured: Measured, form: str, width: int) -> str:
    """Return a measure as text; for people with its meaning above and its remarks below."""
    from kj_graph.display.tables import draw_markdown, draw_plain, draw_table, wrap_text
    from kj_graph.display.words import explain_mark

    if form == "csv":
        return measured.to_csv()
    if form == "tsv":
        return measured.to_tsv()
    if form == "json":
        return measured.to_json()
    header, rows = measured.headings(), measured.to_text()
    if form == "plain":
        return draw_plain(header, rows)
    if form == "markdown":
        notes = "".join(f"\n{remark}\n" for remark in measured.remarks)
        return f"{measured.meaning}\n\n{draw_markdown(header, rows)}{notes}"
    table = explain_mark(draw_table(header, rows, width), measured.labeller.language)
    above = "\n".join(wrap_text(measured.meaning, width))
    below = "\n".join(line for remark in measured.remarks for line in wrap_text(f"· {remark}", width))
    return f"{above}\n\n{table}\n{below}\n"


def write_graphml(measured: Measured, path: str) -> None:
    """Write the network of a measure as GraphML, whole or not at all; its nodes carry the figure and the community."""
    import networkx

    from kj_graph.files import open_whole

    if measured.network is None:
        raise UsageError(f"'{measured.name}' tells ways and is no network to write", hint="Leave out --graphml.")
    with open_whole(path) as file:
        file.write("<?xml version='1.0' encoding='utf-8'?>\n")
        for line in networkx.generate_graphml(measured.network):
            file.write(line + "\n")
