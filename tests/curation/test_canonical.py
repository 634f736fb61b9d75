"""`kj-graph format`: files are written whole, all or none, and `--check` names those that are in another order."""

from __future__ import annotations

from pathlib import Path

import pytest

from kj_graph.cli import main
from kj_graph.curation.canonical import find_turtle, format_file, format_files
from kj_graph.errors import InputError

HEAD = "@prefix kj: <https://w3id.org/kj-graph/ontology#> .\n@prefix kjr: <https://w3id.org/kj-graph/id/> .\n\n"
RIGHT = HEAD + "# States\n\nkjr:state-a a kj:State ;\n    kj:from 1 .\n"
WRONG = HEAD + "# States\n\nkjr:state-a kj:from 1 ; a kj:State .\n"


def test_check_names_the_file_the_line_and_the_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right, wrong = tmp_path / "right.ttl", tmp_path / "wrong.ttl"
    right.write_text(RIGHT, encoding="utf-8")
    wrong.write_text(WRONG, encoding="utf-8")
    assert main(["format", "--check", str(right)]) == 0
    capsys.readouterr()
    assert main(["format", "--check", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert told.out == (
        f"{wrong}:6: is not in the canonical order\n"
        "  - kjr:state-a kj:from 1 ; a kj:State .\n"
        "  + kjr:state-a a kj:State ;\n"
    )
    assert told.err == "2 files: 1 to be written, the others are in order\n"
    assert wrong.read_text(encoding="utf-8") == WRONG


def test_blanks_at_the_end_of_a_line_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "blank.ttl"
    path.write_text(RIGHT.replace("State ;\n", "State ; \t\n"), encoding="utf-8")
    assert main(["format", "--check", str(path)]) == 1
    assert "  - kjr:state-a a kj:State ;·\\t\n" in capsys.readouterr().out


def test_files_are_written_with_their_rights_and_through_links(tmp_path: Path) -> None:
    path, link = tmp_path / "real.ttl", tmp_path / "link.ttl"
    path.write_text(WRONG, encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    assert main(["format", str(link)]) == 0
    assert path.read_text(encoding="utf-8") == RIGHT
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    stamp = path.stat().st_mtime_ns
    assert [each.changed for each in format_files([path])] == [False]
    assert path.stat().st_mtime_ns == stamp


def test_all_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, broken, worse = (tmp_path / name for name in ("a.ttl", "b.ttl", "c.ttl"))
    wrong.write_text(WRONG, encoding="utf-8")
    broken.write_text(WRONG + "kjr:b kj:c", encoding="utf-8")
    worse.write_text("x", encoding="utf-8")
    assert main(["format", str(tmp_path)]) == 3
    told = capsys.readouterr().err
    assert f"{broken}:7:" in told
    assert f"{worse}:1:" in told
    assert wrong.read_text(encoding="utf-8") == WRONG


def test_what_is_no_turtle_is_refused_by_its_name(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="not Turtle by its name"):
        find_turtle([table])
    with pytest.raises(InputError, match="cannot be read"):
        format_files([tmp_path / "none.ttl"])


def test_newer_rdf_and_too_large_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<http://a> <http://b> <<( <http://c> <http://d> 1 )>> .", encoding="utf-8")
    with pytest.raises(InputError, match=r"RDF 1\.2"):
        format_file(path)
    monkeypatch.setattr("kj_graph.curation.canonical.MOST_BYTES", 10)
    with pytest.raises(InputError, match="too much"):
        format_file(path)
