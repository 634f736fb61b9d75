"""The written file: whole, closed to the network, the same every time."""

from __future__ import annotations

import base64
import json
import re
import zlib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from explorer_sample import make_hostile, make_sample

from kj_graph.errors import OutputError, UsageError
from kj_graph.explorer import build_model, render_page, write_page
from kj_graph.explorer.page import SCRIPTS, STYLES
from kj_graph.explorer.payload import encode_json


def test_the_same_graph_gives_the_same_bytes(sample_file: Path, tmp_path: Path) -> None:
    again = write_page(reversed(make_sample()), tmp_path / "again.html")
    assert again.read_bytes() == sample_file.read_bytes()


def test_the_policy_forbids_everything_but_the_two_scripts(sample_file: Path) -> None:
    text = sample_file.read_text(encoding="utf-8")
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert len(re.findall(r"'sha256-[\w+/=]{44}'", rules["script-src"])) == 2
    assert "unsafe" not in rules["script-src"]
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}


def test_the_file_names_no_address_to_load_from(sample_file: Path) -> None:
    text = sample_file.read_text(encoding="utf-8")
    assert not re.search(r"<(?:script|img|iframe|link)[^>]+(?:src|href)=\"(?!data:)", text)
    assert "url(" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    assert "sourceMappingURL" not in text
    assert "@import" not in text


def test_hostile_text_cannot_leave_its_element(hostile_file: Path, sample_file: Path) -> None:
    hostile, calm = (file.read_text(encoding="utf-8") for file in (hostile_file, sample_file))
    assert hostile.count("<script") == calm.count("<script")
    assert hostile.count("</script") == calm.count("</script")
    assert "<img" not in hostile
    things = unpack_data(hostile)["model"]["things"]
    assert any("<img src=x" in thing["labels"]["en"] for thing in things if "labels" in thing)


def unpack_data(page: str) -> Any:
    """Return what a page has packed."""
    block = re.search(r'id="data-packed">([\w+/=]*)</script>', page)
    assert block is not None
    return json.loads(zlib.decompress(base64.b64decode(block[1])))


def test_a_hostile_title_is_escaped() -> None:
    page = render_page(build_model(make_hostile()), title="</title><script>alert(1)</script>")
    assert "<script>alert(1)" not in page
    assert "&lt;/title&gt;" in page


def test_json_escapes_what_html_reads() -> None:
    assert encode_json("</script><!--&\u2028") == '"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028"'
    assert json.loads(encode_json({"ㄱ": "<日>"})) == {"ㄱ": "<日>"}


def test_the_data_are_packed_and_say_nothing_twice(sample_file: Path) -> None:
    model = unpack_data(sample_file.read_text(encoding="utf-8"))["model"]
    assert len({json.dumps(each) for each in model["passages"]}) == len(model["passages"])
    claim = next(each for each in model["things"] if each["id"] == "claim-kjfvd-2025-icebreaking-lng-carriers")
    assert "iri" not in claim
    [[place, status, name]] = claim["evidence"]
    assert model["passages"][place][:3] == ["source-api-report-2025-05-16", 3848, 3939]
    assert (status, name) == ("verified", "=evidence-kjfvd-2025-icebreaking-lng-carriers")
    assert {
        name["lang"]: name["text"]
        for each in model["things"]
        if each["id"] == "agreement-gsomia-2016"
        for name in each["otherNames"]
    } == {"en": "GSOMIA", "ko": "지소미아", "ja": "ジーソミア"}


def test_the_project_s_own_page_is_small_enough_to_send(project_file: Path) -> None:
    assert project_file.stat().st_size < 2_000_000


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr' is not one of en, ko, ja"):
        render_page(build_model([]), language="fr")


@pytest.mark.parametrize("language", ["ko", "ja"])
def test_the_page_opens_in_the_language_asked_for(language: str) -> None:
    assert f'<html lang="{language}">' in render_page(build_model([]), language=language)


def test_a_folder_that_is_missing_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write_page([], tmp_path / "nowhere" / "page.html")
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OutputError, match=r"page\.html"):
        write_page([], tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_every_script_and_style_is_named_once() -> None:
    folder = files("kj_graph.explorer")
    assert sorted(SCRIPTS) == sorted(path.name for path in (folder / "script").iterdir() if path.name.endswith(".js"))
    assert sorted(STYLES) == sorted(path.name for path in (folder / "style").iterdir() if path.name.endswith(".css"))


def test_every_sentence_of_the_page_is_in_three_languages_and_used() -> None:
    folder = files("kj_graph.explorer")
    interface = json.loads((folder / "interface.json").read_text(encoding="utf-8"))
    script = "\n".join((folder / "script" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    computed = {
        "classes",
        "inverse",
        "borrowed",
        "definition",
        "note",
        "scopeNote",
        "editorialNote",
        "example",
        "noscript",
        "tooOld",
    }
    computed |= {key for key in interface if key.removesuffix("Title") in {"verified", "unverified", "disputed"}}
    computed |= {key for key in interface if key.startswith(("mode-", "facet-", "status-", "evidence-"))}
    for key, sentence in interface.items():
        if key in {"classes", "inverse", "borrowed"}:
            assert all(set(each) == {"en", "ko", "ja"} for each in sentence.values()), key
            continue
        assert set(sentence) == {"en", "ko", "ja"}, key
        assert len({tuple(sorted(re.findall(r"\{\d\}", each))) for each in sentence.values()}) == 1, key
        assert key in computed or f'"{key}"' in script, f"no script says {key}"
