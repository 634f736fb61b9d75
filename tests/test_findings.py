"""docs/findings.md tells every code that the code can give and no other, and its commands give what it shows."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from pathlib import Path

import pytest

from kj_graph import resources
from kj_graph.checks import Finding, codes
from kj_graph.cli import main

ROOT = Path(__file__).resolve().parent.parent
_spec = importlib.util.spec_from_file_location("build_findings", ROOT / "docs" / "build_findings.py")
assert _spec is not None
assert _spec.loader is not None
build_findings = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(build_findings)
PAGE = build_findings.PAGE.read_text(encoding="utf-8")


def test_the_page_is_in_step_with_the_code() -> None:
    assert build_findings.render_page() == PAGE, "run docs/build_findings.py"


def test_every_code_is_told_and_every_code_told_is_given() -> None:
    folder = ROOT / "src" / "kj_graph"
    sources = [path for path in folder.rglob("*.py") if path.name != "codes.py"]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    texts += [path.read_text(encoding="utf-8") for path in (Path(resources.ONTOLOGY) / "lint").glob("*.rq")]
    given = {code for text in texts for code in re.findall(r"\bKJ[1-9]\d\d\b", text)}
    assert given == set(codes.list_codes())
    assert set(re.findall(r'<a id="kj\d+"></a>`(KJ\d+)`', PAGE)) == given
    assert len(re.findall(r'<a id="kj\d+"></a>`(KJ\d+)`', PAGE)) == len(given)


def _commands() -> list[tuple[str, str]]:
    blocks = re.findall(r"```console\n\$ kj-graph (.*?)\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 2
    return blocks


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("findings")
    block = re.search(r"```turtle\n(.*?)```", PAGE, re.DOTALL)
    assert block
    (folder / "mine.ttl").write_text(block.group(1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("command", "output"), _commands(), ids=lambda value: str(value)[:30])
def test_command_gives_the_lines_shown(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, output: str
) -> None:
    monkeypatch.chdir(mine)
    monkeypatch.setenv("COLUMNS", "80")
    assert main(shlex.split(command)) == 1
    assert capsys.readouterr().out == output
    assert output


def test_annotations_of_github_are_escaped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finding = Finding(
        "KJ204", "warning", "100 % wrong:\nthat, and more", "Write 'a, b'.", "data/a,b:c.ttl", 3, 5, "kjr:x", "kj:y"
    )
    assert finding.render_github() == (
        "::warning file=data/a%2Cb%3Ac.ttl,line=3,col=5,title=KJ204 kjr%3Ax kj%3Ay"
        "::100 %25 wrong:%0Athat, and more%0AWrite 'a, b'."
    )
    assert Finding("KJ301", "error", "clash").render_github() == "::error title=KJ301::clash"
    path = tmp_path / "broken.ttl"
    path.write_text("<http://a> <http://b> ] .\n<http://a b> .\n", encoding="utf-8")
    assert main(["check", str(path), "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("line=")[1].split(",")[0] for line in lines] == ["1", "2"]
    assert all(line.startswith(f"::error file={path},line=") for line in lines)
    assert main(["check", str(path), "--format", "json"]) == 1
    told = capsys.readouterr()
    assert [finding["line"] for finding in json.loads(told.out)] == [1, 2]
    assert told.err == ""


def test_hooks_run_commands_that_exist() -> None:
    for name in (".pre-commit-hooks.yaml", ".pre-commit-config.yaml"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for command in re.findall(r"entry: (?:\.venv/bin/)?kj-graph (.*)", text):
            with pytest.raises(SystemExit) as stopped:
                main([*command.split(), "--help"])
            assert stopped.value.code == 0
