"""The wheel in an empty environment: ontology, data and questions travel inside it."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("kj_graph-*.whl"))


def test_wheel_carries_ontology_data_and_questions(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (
        ("ontology", "*.ttl"),
        ("ontology", "*.jsonld"),
        ("ontology", "rules/*.rq"),
        ("data", "*.ttl"),
        ("queries", "*.rq"),
    ):
        wanted = {f"kj_graph/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / folder).glob(pattern)}
        assert wanted
        assert wanted <= names
    assert any(name.endswith("LICENSE-DATA") for name in names)
    assert any(name.endswith("explorer.html") for name in names)
    assert "kj_graph/py.typed" in names


def test_wheel_answers_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    subprocess.run(
        [binaries / "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )

    def run(*arguments: str) -> str:
        environment = {"PATH": "/usr/bin:/bin", "KJ_GRAPH_CACHE": str(tmp_path / "cache"), "HOME": str(tmp_path)}
        done = subprocess.run(
            [binaries / "kj-graph", *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env=environment,
        )
        return done.stdout

    assert "Build icebreaking LNG carriers together" in run("query", "proposals")
    assert "1965-12-18" in run("show", "agreement-basic-treaty-1965")
    run("explore", "--output", "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "kjr:state-japan" in run("export", "--format", "turtle")
