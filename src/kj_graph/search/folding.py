"""Text as names are compared: what people write in different ways is made the same.

Unicode NFKC (width, compatibility forms), case, accents of Latin letters, dashes and other marks, hiragana and
katakana, and Chinese characters in their Japanese, traditional and simplified forms. Folding a folded text
changes nothing.
"""

from __future__ import annotations

import unicodedata

_GAPS = dict.fromkeys(
    map(ord, "-‐‑‒–—―−~〜∼·・‧/／\\|,、，。;:：()（）[]［］〔〕【】〈〉《》「」『』<>&+=_!?！？…#*"), " "
)
_DROPPED = dict.fromkeys(map(ord, ".'’‘ʼʻ`´\"“”„«»‹›"), None)
_MARKS: dict[int, str | None] = {**_GAPS, **_DROPPED}
_KANA: dict[int, str] = {**{code: chr(code + 0x60) for code in range(0x3041, 0x3097)}, ord("ヵ"): "カ", ord("ヶ"): "ケ"}
_KANA.update({ord("ゕ"): "カ", ord("ゖ"): "ケ"})
_variants: dict[int, str] = {}


def fold(text: str) -> str:
    """Return text as it is compared: words separated by one space, nothing else that people write differently."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _fold_letters(folded)
    return " ".join(folded.translate(_MARKS).split())


def split_letters(text: str) -> str:
    """Return a text with Hangul and kana in their parts."""
    return text if text.isascii() else unicodedata.normalize("NFD", text)


def is_hangul(text: str) -> bool:
    """Say whether a text has Hangul in it."""
    return any("가" <= letter <= "힣" for letter in text)


def is_sounding(folded: str) -> bool:
    """Say whether a text is written in letters whose sound is known: Latin, Hangul and kana, no Chinese characters."""
    return not any("\u3400" <= letter <= "\u9fff" for letter in folded)


def _fold_letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    highest = max(folded, default="")
    if any("\u00c0" <= letter <= "\u036f" or "\u1e00" <= letter <= "\u1eff" for letter in folded):
        letters = unicodedata.normalize("NFD", folded)
        folded = "".join(c for c in letters if not "\u0300" <= c <= "\u036f")
    folded = unicodedata.normalize("NFKC", folded)
    if highest >= "\u3000":
        folded = _repeat(folded).translate(_KANA)
        if any("\u3400" <= letter <= "\u9fff" for letter in folded):
            if not _variants:
                from kj_graph.search.variants import map_variants

                _variants.update(map_variants())
            folded = folded.translate(_variants)
    return folded


def _repeat(text: str) -> str:
    """Return text in which the mark 々 is written as the character that it repeats."""
    at = text.find("々", 1)
    while at > 0:
        text = text[:at] + text[at - 1] + text[at + 1 :]
        at = text.find("々", at + 1)
    return text
