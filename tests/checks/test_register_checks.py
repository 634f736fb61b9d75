"""Registers are checked as tables: the shipped ones conform, a broken row is found where it stands, packed or not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kj_graph import resources
from kj_graph.checks import check_files
from kj_graph.checks.shapes import check_shapes
from kj_graph.cli import main
from kj_graph.errors import UsageError

ROW = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

kjr:roll-call-1 a kj:RollCall ;
    kj:date "1991-10-04"^^xsd:date ;
    kj:session 46 ;
    kj:votedYes kjr:state-japan , kjr:state-nowhere .
"""


@pytest.mark.parametrize("name", resources.register_files())
def test_shipped_registers_conform(name: str) -> None:
    assert check_shapes([resources.register_files()[name]]) == []


@pytest.mark.parametrize("suffix", [".ttl", ".ttl.gz"])
def test_a_broken_row_is_found_at_its_line(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"votes{suffix}"
    path.write_bytes(gzip.compress(ROW.encode()) if suffix.endswith("gz") else ROW.encode())
    (finding,) = check_files([path])
    assert (finding.code, finding.subject, finding.line) == ("KJ203", "kjr:roll-call-1", 9)
    assert finding.value == "kjr:state-nowhere"
    assert finding.severity == "error"


def test_a_packed_file_cut_short_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "votes.ttl.gz"
    path.write_bytes(gzip.compress(ROW.encode())[:-20])
    (finding,) = check_files([path])
    assert (finding.code, finding.file) == ("KJ101", str(path))
    assert "cut short" in finding.message


def test_registers_are_checked_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.ttl"
    mine.write_text("")
    assert main(["check", str(mine), "--with", "treaties", "--with", "unga"]) == 0
    # Two rows enter into force before they are signed, as the register has it and a note says.
    assert "treaties, unga: nothing found" in capsys.readouterr().err
    broken = tmp_path / "treaties.ttl"
    broken.write_text(ROW)
    monkeypatch.setattr(resources, "register_files", lambda: {"treaties": str(broken)})
    assert main(["check", str(mine), "--with", "treaties"]) == 1
    assert "kjr:state-nowhere is described nowhere" in " ".join(capsys.readouterr().out.split())
    with pytest.raises(UsageError, match="no register"):
        check_files([mine], registers=["votes"])
