"""The peer of a cold question: load the same files with rdflib and ask the same."""

from __future__ import annotations

import sys

import rdflib

from kj_graph import resources
from kj_graph.questions import find_question

graph = rdflib.Graph()
for path in (*resources.ontology_files(), *resources.data_files()):
    graph.parse(path, format="turtle")
for path in resources.rule_files():
    with open(path, encoding="utf-8") as file:
        graph += graph.query(file.read()).graph
for row in graph.query(find_question(sys.argv[1]).text):
    print(*row, sep="\t")
