"""The explorer: the whole graph as one HTML file that works without a network.

pyvis builds the network, the template, the scripts and the styles beside this module make the page around it.
Nothing heavy is imported before a page is written.
"""

from __future__ import annotations

from kj_graph.explorer.answers import collect_answers
from kj_graph.explorer.model import build_model
from kj_graph.explorer.page import render_page, write_page
from kj_graph.explorer.records import PageModel

__all__ = ["PageModel", "build_model", "collect_answers", "render_page", "write_page"]
