"""How a search finds words: inflected, in compounds, with one slip of the pen; never inside other words.

A text is its words, each as its stem (Snowball's Swedish). A stored word answers to one that is sought when

* the stems are the same: «karta», «kartor» and «kartorna» are one word;
* it begins with the sought stem, of at least four letters: «skol» finds «skolschema». Swedish compounds begin with
  what they are about, so the beginning of a word is a word;
* it ends with the sought stem, of at least four letters, and four letters or more stand before: «schema» finds
  «skolschema» and «karta» «översiktskarta». The last part of a compound says what it is; with less before it the end
  is too often chance («post» in «kompost»);
* nothing of that is found for the sought word, it has five letters or more, and one letter is wrong, missing, too
  much or in the other's place: «ekonmi» finds «ekonomi».

A word in parts is one word however it is written: «e-post», «epost» and «e post», «Office 365» and «Office365»,
«GIS:et»; its longer parts find it too, and «PA-lön» finds what has both «PA» and «lön».

What stands inside a word is never found: «gis» does not find «register».
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from rapidfuzz.distance import OSA

SHORTEST_BEGINNING, SHORTEST_END, BEFORE_AN_END, SHORTEST_MISSPELT = 4, 4, 4, 5
SHORTEST_PART = 3
LONGEST = 60
MOST_WORDS = 8  # of a question; what comes after says no more

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_COLON_ENDING = re.compile(r"(\w):(?:a|an|ar|arna|ens?|ets?|er|erna|na?|s|t)\b")
#: «i», «å» and «ö» are words of their own.
_LETTER_ALONE = re.compile(r"(?<![\w'’-])([a-hj-zä]) (\w{3,})")
_LETTERS_OR_FIGURES = re.compile(r"\d+|[^\W\d]+")
_KIND_OF_PROGRAM = re.compile(r"(?:system|program|verktyg|applikation)(?:et|en|er|erna|men|met)?$")
_STEMMER = snowballstemmer.stemmer("swedish")
#: Words that ask and bind, and say nothing of what is sought.
_SMALL = """
alla alltså använda använder att av behöver behöva bra bör de den det dem där då du efter eller en er ett finna
finns få får för från fråga ge ger gör göra ha han har hej hitta hittar hjälp hjälpa hon hur här i in inte ja jag
kan kanske komma kommer kunna man med men mig min mina mitt måste ni nu när något någon några nån och om oss på
se ser sig ska skall skulle snälla som söka söker till titta upp ut vad var vara vart vem vi vilken vilket vilka
vill visa visar vår vårt våra är åt över undrar jobba arbeta arbetar program system applikation verktyg
"""
STOP_WORDS = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a question, and the words that mean the same: each a list of stems that must all be found."""

    word: str
    instead: tuple[tuple[str, ...], ...] = ()

    @property
    def stems(self) -> set[str]:
        return {self.word, *(stem for each in self.instead for stem in each)}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A small word without its ending; «kartan» as «karta» too, and «programmet» as «program»."""
    if len(word) > 4 and word.endswith("an"):
        word = word[:-1]
    elif len(word) > 5 and word.endswith("et"):
        word = word[:-2]
    found = str(_STEMMER.stemWord(word))
    if len(found) > 3 and found.endswith(("mm", "nn")):
        found = found[:-1]
    return found[:LONGEST]


def _written(text: str) -> list[str]:
    """The words of a text as they are written, in small letters, without the ending after a colon: «GIS:et» as «gis».

    Composed signs, whatever program the text comes from. A letter alone belongs to the next word: «e post» as «e-post».
    """
    told = _COLON_ENDING.sub(r"\1", unicodedata.normalize("NFC", text).lower())
    return _WORD.findall(_LETTER_ALONE.sub(r"\1-\2", told))


def parts_of(word: str) -> list[str]:
    """The parts of a word that is written in several: between hyphens, and where figures follow letters."""
    return [part for each in re.split(r"[-'’]", word) for part in _LETTERS_OR_FIGURES.findall(each)]


def whole(word: str) -> str:
    """The stem of a word as if it were written in one."""
    return stem(re.sub(r"[-'’]", "", word))


def words_of(*texts: str) -> list[str]:
    """The stems of texts, each once, in the order they come; of a word in parts it and its longer parts."""
    found: dict[str, None] = {}
    for text in texts:
        for written in _written(text):
            found.setdefault(whole(written))
            parts = parts_of(written)
            if len(parts) > 1 and any(len(each) >= SHORTEST_PART for each in parts):
                longer = (each for each in parts if len(each) >= SHORTEST_PART)
                found.update(dict.fromkeys(map(stem, longer)))
    return list(found)


def sought_words(question: str) -> list[str]:
    """The stems that a question asks for; where it is made of nothing but small words, those."""
    return list(sought_parts(question))


def sought_parts(question: str) -> dict[str, tuple[str, ...]]:
    """The stems that a question asks for, each with the stems that together say the same: «PA-lön», «PA» and «lön».

    None where a part is one letter: what ends with «post» is not «e-post». What a kind of program is for says the same
    as the whole: «e-postsystem» is also «epost».
    """
    written = _written(question)
    kept = [word for word in written if word not in STOP_WORDS] or written
    found: dict[str, tuple[str, ...]] = {}
    for word in kept:
        parts = parts_of(word)
        said = [stem(each) for each in parts]
        if len(parts) < 2 or min(map(len, parts)) < 2:
            said = _without_kind(word)
        found.setdefault(whole(word), tuple(said))
    return dict(list(found.items())[:MOST_WORDS])


def _without_kind(word: str) -> list[str]:
    joined = re.sub(r"[-'’]", "", word)
    about = _KIND_OF_PROGRAM.sub("", joined)
    return [stem(about)] if about != joined and len(about) >= SHORTEST_BEGINNING else []


def answers(stored: str, sought: str) -> bool:
    """Does a stored stem answer to the sought one, as written?"""
    if stored == sought:
        return True
    if len(sought) >= SHORTEST_BEGINNING and stored.startswith(sought):
        return True
    longer = len(stored) - len(sought) >= BEFORE_AN_END
    return len(sought) >= SHORTEST_END and longer and stored.endswith(sought)


def have_words(texts: Iterable[str], sought: Mapping[str, tuple[str, ...]]) -> bool:
    """Does each word that is sought (`sought_parts`) stand somewhere in the texts, or else all of its parts?"""
    stored = words_of(*texts)

    def stands(one: str) -> bool:
        return any(answers(each, one) for each in stored)

    return all(
        stands(whole) or (bool(parts) and all(map(stands, parts)))
        for whole, parts in sought.items()
    )


def pattern_of(stem: str) -> str:
    """A regular expression found, with case ignored, in every text where a word answers to a stem; in others too.

    For a database that narrows rows before `have_words` reads what is left.
    """
    return "[-'’: ]?".join(map(re.escape, stem))


def is_slip(stored: str, sought: str) -> bool:
    """Is one letter wrong, missing, too much or in the other's place?"""
    if min(len(stored), len(sought)) < SHORTEST_MISSPELT - 1 or stored[:1] != sought[:1]:
        return False
    return len(sought) >= SHORTEST_MISSPELT and OSA.distance(stored, sought, score_cutoff=1) == 1


def halves(sought: str) -> tuple[str, str]:
    """The beginning and the end of a word, of which one stands unharmed after one slip."""
    middle = len(sought) // 2
    return sought[: max(1, middle - 1)], sought[middle + 1 :]


def matching(stored: Iterable[str], sought: str) -> set[str]:
    """Those of stored stems that answer to a sought one; with one slip only where none does without."""
    listed = list(stored)
    plain = {each for each in listed if answers(each, sought)}
    return plain or {each for each in listed if is_slip(each, sought)}
