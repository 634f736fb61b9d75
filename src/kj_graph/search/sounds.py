"""How names sound, roughly: one key for the romanisations of a Korean or Japanese name, for its kana and its Hangul.

Kim Dae-jung, Gim Daejung, Kim Taejung and 김대중 have one key; so have Ōhira, Oohira, おおひら and 오히라. The key is
coarser than any romanisation: it drops what they differ in (voicing, long vowels, o and u, r and l).
"""

from __future__ import annotations

import unicodedata

_HANGUL = """
g kk n d tt r m b pp s ss - j jj ch k t p h
a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i
- k k k n n n t l k m l l l p l m p p t t ng t t k t p -
"""
_INITIALS, _VOWELS, _FINALS = map(str.split, _HANGUL.strip().split("\n"))
_SYLLABLES = """
アa イi ウu エe オo カka キki クku ケke コko ガga ギgi グgu ゲge ゴgo サsa シshi スsu セse ソso ザza ジji ズzu ゼze
ゾzo タta チchi ツtsu テte トto ダda ヂji ヅzu デde ドdo ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho バba ビbi
ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヰi ヱe
ヲo ンn ヴbu
"""
_KANA = {pair[0]: pair[1:] for pair in _SYLLABLES.split()}
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "wa"}
# Family names whose usual spellings differ in more than the rules below make the same; Hangul is romanised by letter.
_FAMILY_NAMES = {
    spelling: key
    for key, spellings in {
        "i": "lee yi rhee ri li rhie yee",
        "bak": "park pak bark",
        "no": "roh noh ro",
        "im": "lim yim rim",
        "yu": "yoo ryu ryoo you lyu",
        "baek": "paik paek back",
        "u": "woo wu",
        "ra": "na la rah",
    }.items()
    for spelling in spellings.split()
}
_SPELLINGS = """
tch>c ch>c ts>c dz>c sh>s ph>p th>t kh>k ck>k ng>n hw>h q>k x>ks g>k d>t b>p v>p f>h l>r j>c z>c ty>c cy>c
sy>s mp>np weo>o woo>o wo>o wu>o yeo>yo yeu>yo you>yo yoo>yo yu>yo eui>i ae>æ ay>æ eo>o eu>o oi>oe oy>oe ui>i
yi>i ee>i ei>e ey>e ou>o oo>o u>o æ>e cyo>co syo>so
"""
_RULES = [rule.partition(">")[::2] for rule in _SPELLINGS.split()]
_GLIDES = frozenset("aeiouy")
_CONSONANTS = frozenset("bcdghjklmnprst")


def sound(folded: str) -> str:
    """Return the key of the words of a folded text, or an empty string where it has no letters that sound."""
    return " ".join(filter(None, map(_sound_word, _romanise(folded).split())))


def sound_variants(folded: str) -> list[str]:
    """Return the keys under which a text is looked for: kana also without the weak u that carries a consonant."""
    keys = [sound(folded)]
    if any("ァ" <= letter <= "ヶ" for letter in folded):
        keys.append(sound(_drop_weak_u(_romanise(folded))))
    return list(dict.fromkeys(filter(None, keys)))


def _sound_word(word: str) -> str:
    key = _FAMILY_NAMES.get(word, word)
    if "y" in key:
        key = _read_y(key)
    for spelling, other in _RULES:
        if spelling in key:
            key = key.replace(spelling, other)
    return _drop_doubled(_drop_silent_h(key) if "h" in key else key)


def _read_y(word: str) -> str:
    """Return a word in which a y between consonants is the vowel i, as in Syngman."""
    ends = f" {word} "
    return "".join(
        "i" if letter == "y" and ends[at] in _CONSONANTS and ends[at + 2] in _CONSONANTS else letter
        for at, letter in enumerate(word)
    )


def _drop_silent_h(word: str) -> str:
    """Return a word without an h that only lengthens the vowel before it, as in Satoh."""
    ends = f" {word} "
    return "".join(
        letter for at, letter in enumerate(word) if letter != "h" or ends[at] not in "aeo" or ends[at + 2] in _GLIDES
    )


def _drop_doubled(word: str) -> str:
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


def _drop_weak_u(text: str) -> str:
    """Return romanised kana without the u that only carries a consonant, as in kimu for Kim."""
    ends = f" {text} "
    return "".join(
        letter for at, letter in enumerate(text) if letter != "u" or ends[at] not in "kmpst" or ends[at + 2] in _GLIDES
    )


def _romanise(folded: str) -> str:
    """Return a folded text in Latin letters, Hangul and kana letter by letter; what is neither is left out."""
    if folded.isascii():
        return folded
    parts: list[str] = []
    for letter in unicodedata.normalize("NFC", folded):
        if "가" <= letter <= "힣":
            initial, rest = divmod(ord(letter) - 0xAC00, 588)
            vowel, final = divmod(rest, 28)
            parts.append((_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace("-", ""))
        elif letter in _SMALL:
            before = parts.pop() if parts else ""
            parts.append(before.rstrip("aiueo") + _SMALL[letter])
        elif letter in _KANA:
            parts.append(_KANA[letter])
        elif letter.isascii():
            parts.append(letter)
    return "".join(parts)
