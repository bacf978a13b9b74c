"""A name as somebody typed it → the words to compare."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from samdrift.core.matching.words import COMPANY_WORDS, NOISE, OWNERS, ROLE_ENDINGS, ROLES

_FOLD = str.maketrans("åäáàâãæöøóòôéèêëüúùûñç", "aaaaaaaoooooeeeeuuuunc")
_TWICE = {"Ã¥": "å", "Ã¤": "ä", "Ã¶": "ö", "Ã…": "Å", "Ã„": "Ä", "Ã–": "Ö", "Ã©": "é"}
_MARKS = re.compile(r"[®™©°\u00ad\u200b-\u200d\ufeff]")
_VERSION = re.compile(
    r"\b(?:v|ver|version|rel|release|utgåva)\.?\s*\d+(?:\.\d+)*\b|(?<![\w.])\d+(?:\.\d+)+(?![\w.])",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:aktiebolag|ab|inc|oy|a/s|as|gmbh|ltd)\.?(?=\s*(?:$|[,;/()]))", re.IGNORECASE
)
_BRACKET = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
_WORD = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"\d+")
#: For a text whose blanks are single.
_SEPARATE = re.compile(r" ?[/;+|\\&] ?| (?:och|eller|samt|and|or|resp\.?) | [-–—] | ?, |: ")
_DIGRAPHS = (("aa", "a"), ("ae", "a"), ("oe", "o"))


@dataclass(frozen=True, slots=True)
class Name:
    """A dirty name taken apart.

    words: all words in order, folded (å → a), the bracketed ones too. base: the words outside brackets.
    brackets: the words inside each bracket. parts: the words of each half of a double name, one if it isn't double.
    """

    words: tuple[str, ...]
    base: tuple[str, ...]
    brackets: tuple[tuple[str, ...], ...]
    parts: tuple[tuple[str, ...], ...]

    @property
    def compact(self) -> str:
        return "".join(self.words)


def words_of(text: str) -> tuple[str, ...]:
    """«Säker digital-kommunikation» → ("saker", "digital", "kommunikation")."""
    return tuple(_WORD.findall(_plain(text)))


def is_same_company(one: str, other: str) -> bool:
    """Whether two names can be one company's: alike without legal form and country, or one the beginning of the other.

    «CGI» and «CGI Sverige AB» can; «Tieto» and «Tele2» can't. A name without words of its own is nobody's.
    """
    first, second = (
        tuple(word for word in words_of(name) if word not in COMPANY_WORDS) for name in (one, other)
    )
    length = min(len(first), len(second))
    return length > 0 and first[:length] == second[:length]


def fold_digraphs(compact: str) -> str:
    """Å, ä and ö written as two letters become one: «waerna» → «warna». Both sides of a comparison need it."""
    for two, one in _DIGRAPHS:
        compact = compact.replace(two, one)
    return compact


def digits_of(compact: str) -> tuple[str, ...]:
    """The digits of a name, in their order: versions and part numbers tell products apart."""
    return tuple(_DIGITS.findall(compact))


@lru_cache(maxsize=100_000)
def name_of(text: str) -> Name:
    """Take a dirty name apart; versions («v7.2», «12.1»), company forms and signs are left out."""
    for twice, once in _TWICE.items():
        if twice in text:
            text = text.replace(twice, once)
    text = _LEGAL.sub(" ", _VERSION.sub(" ", _MARKS.sub(" ", unicodedata.normalize("NFC", text))))
    outside = _BRACKET.sub(" ", text)
    brackets = [words_of(match[1] or match[2] or "") for match in _BRACKET.finditer(text)]
    base = words_of(outside)
    parts = [words_of(part) for part in _SEPARATE.split(" ".join(outside.split()))]
    return Name(
        words=words_of(text),
        base=base,
        brackets=tuple(words for words in brackets if words),
        parts=tuple(part for part in parts if part) or ((),),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().translate(_FOLD)


@lru_cache(maxsize=20_000)
def role_of(word: str) -> str | None:
    """What a word says that a system does, as an area's word: «ekonomisystemet» → «ekonomi»; «» where it says only
    that it is a system; None for a word that is no role."""
    if word in ROLES:
        return ROLES[word]
    for ending in ROLE_ENDINGS:
        if word == ending:
            return ""
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            for root in (stem, stem.removesuffix("s"), stem.removesuffix("nings") + "ning"):
                if root in ROLES:
                    return ROLES[root]
            return None if len(stem) < 2 else stem
    return None


def is_noise(word: str) -> bool:
    """Said of any system: «gamla», «test», a year or version number, a department's letters."""
    return (
        word in NOISE
        or word in OWNERS
        or (word.isdecimal() and (len(word) <= 2 or word[:2] in {"19", "20"}))
    )
