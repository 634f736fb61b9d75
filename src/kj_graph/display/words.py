"""The few words of the program's own that stand among data, in the three languages."""

from __future__ import annotations

from kj_graph.labels import LANGUAGES, MARK

_WORDS = {
    "also": ("also", "다른 이름", "別名"),
    "life": ("Life", "효력의 경과", "効力の経過"),
    "pointing": ("What points here", "이것을 가리키는 것", "これを指すもの"),
    "links": ("Editor's readings", "편집자의 해석", "編集者の解釈"),
    "evidence": ("Evidence", "근거", "根拠"),
    "inferred": ("inferred", "추론", "推論"),
    "translation": ("our translation", "자체 번역", "独自訳"),
    "unverified": ("unverified", "미확인", "未確認"),
    "disputed": ("sources differ", "자료 간 불일치", "資料間で相違"),
    "for": ("for", "대표:", "代表:"),
    "as-of": ("As of", "기준일:", "基準日:"),
    "possible": ("possible", "가능성 있음", "可能性あり"),
    "nothing-on-record": ("nothing on record", "기록 없음", "記録なし"),
    "more": ("more", "건 더", "件ほか"),
    "thing": ("thing", "대상", "対象"),
    "label": ("label", "이름", "名称"),
    "found-as": ("found as", "일치한 이름", "一致した名称"),
    "language": ("language", "언어", "言語"),
    "how": ("how", "일치 방식", "一致の仕方"),
    "how-exact": ("exact", "일치", "完全一致"),
    "how-order": ("order", "어순 다름", "語順違い"),
    "how-beginning": ("beginning", "첫머리", "先頭"),
    "how-word": ("word", "낱말", "語"),
    "how-part": ("part", "일부", "一部"),
    "how-abbreviation": ("abbreviation", "약칭", "略称"),
    "how-romanised": ("romanised", "음역", "音訳"),
    "how-spelling": ("spelling", "철자 차이", "綴りの違い"),
    "how-some-words": ("some words", "일부 낱말", "一部の語"),
    "name": ("name", "이름", "名称"),
    "title": ("title", "제목", "題名"),
    "note": ("note", "설명", "注記"),
    "editorial-note": ("editors' note", "편집자 주", "編集者注"),
    "definition": ("definition", "정의", "定義"),
    "added": ("added", "추가", "追加"),
    "removed": ("removed", "삭제", "削除"),
    "changed": ("changed", "변경", "変更"),
    "renamed": ("renamed", "이름 바뀜", "改名"),
    "statements": ("statements", "진술", "言明"),
    "no-change": ("no change", "변경 없음", "変更なし"),
    "other-things": ("Other things", "그 밖의 것", "その他"),
    "asserted": ("asserted", "기재됨", "記載"),
    "not in the graph": ("not in the graph", "그래프에 없음", "グラフにない"),
    "rule": ("by the rule", "규칙", "規則"),
    "of-ontology": ("the ontology says", "온톨로지의 규정", "オントロジーの定め"),
    "of-register": ("as the register has it", "등록부의 기재", "登録簿の記載"),
    "of-added": ("in a file that was added", "추가된 파일의 기재", "追加されたファイルの記載"),
    "silence": ("and no statement", "없는 진술", "ないこと"),
    "near": ("what it has", "있는 것", "あるもの"),
    "near-properties": ("no such property; it has", "그 속성 없음. 있는 속성", "その属性はない。ある属性"),
    "told-above": ("as told above", "위와 같음", "上に述べたとおり"),
    "not-followed": ("not followed further", "더 추적하지 않음", "これ以上はたどらない"),
    "no-evidence": ("no evidence recorded", "근거 기록 없음", "根拠の記録なし"),
}


def explain_mark(text: str, language: str) -> str:
    """Return text with a line below that says what the mark behind a name means, where it holds one."""
    return f"{text}\n{MARK} {say('translation', language)}\n" if MARK in text else text


def say(word: str, language: str) -> str:
    """Return one of the program's words in a language."""
    return _WORDS[word][LANGUAGES.index(language)]
