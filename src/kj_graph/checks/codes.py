"""What each code of a finding means, and what to do about it: the table of docs/findings.md.

A code never changes its meaning. Those of KJ401 to KJ449 stand in the headers of the queries in `ontology/lint/`.
"""

from __future__ import annotations

from kj_graph.checks.lint import lint_files, read_header

# code: what is wrong, what to do
CODES = {
    "KJ101": ("The file is missing, cannot be read, or is damaged or cut short.", "Check its name; fetch it again."),
    "KJ102": ("The ending of the name says no RDF format.", "Name the file by its format: .ttl, .nt, .jsonld …"),
    "KJ103": (
        "The file is not UTF-8, or begins with a byte order mark.",
        "Save it as UTF-8 without a byte order mark; older Korean and Japanese files are often cp949 or Shift_JIS.",
    ),
    "KJ104": (
        "The text breaks the grammar of its format: a missing dot, a blank in an IRI, an open quotation mark.",
        "Mend the place that is named. In Turtle, N-Triples and N-Quads reading goes on behind it.",
    ),
    "KJ105": ("The file uses RDF 1.2: a triple within a triple, a text with a direction.", "Keep to RDF 1.1."),
    "KJ201": ("A property that the thing needs is missing.", "Add it as the hint shows; labels are in en, ko and ja."),
    "KJ202": ("A property has more values than it may.", "Keep one, or describe two things."),
    "KJ203": ("A value is no thing of the class that is needed, or is described nowhere.", "Correct or describe it."),
    "KJ204": ("A value is none of the concepts that are meant, or a value that must be there is not.", "Choose one."),
    "KJ205": ("A value has another form or datatype than it must.", "Write it as the hint shows."),
    "KJ206": ("A text is in a language that is not used here, or twice in one language.", "Correct the language tag."),
    "KJ207": ("A property does not belong at a thing of this class.", "Use one that does; the hint has the nearest."),
    "KJ208": (
        "The IRI of a thing does not begin with its kind, or is no readable slug.",
        "Rename it before it is used.",
    ),
    "KJ209": ("Of several values that are needed, one is missing.", "Add what the hint shows."),
    "KJ210": ("Two statements about a thing exclude each other, or one needs another that is missing.", "Mend one."),
    "KJ211": ("Dates contradict each other: an end before its beginning.", "Compare both with their sources."),
    "KJ212": ("A thing has no class, or more than one.", "Keep the narrowest one that is true."),
    "KJ301": ("Ontology and data contradict each other (--logic).", "One of the statements shown is wrong."),
    "KJ302": ("No thing can be of a class: its definition contradicts itself (--logic).", "Mend the ontology."),
    "KJ451": ("A term in the namespace of the ontology is not defined there.", "Correct it; docs/terms.md has all."),
    "KJ452": (
        "A term in a borrowed vocabulary (SKOS, Dublin Core, RDF, OWL, XSD, SHACL) does not exist.",
        "Correct it.",
    ),
    "KJ453": ("A namespace differs by a character from one that is known.", "Correct the prefix."),
    "KJ454": ("A thing of the project's is named but described nowhere.", "Correct its name, or describe it."),
}


def list_codes() -> dict[str, tuple[str, str]]:
    """Return every code with what is wrong and what to do, in their order."""
    headers = [read_header(path) for path in lint_files()]
    return dict(sorted({**CODES, **{each["code"]: (each["problem"], each["solution"]) for each in headers}}.items()))
