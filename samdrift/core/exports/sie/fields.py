"""The fields of a SIE record: bare words, quoted texts with \\", and object lists in braces."""

import re
from dataclasses import dataclass

from samdrift.core.findings import Finding, InvalidInput, gettext_noop

_QUOTED = r'"((?:[^"\\]|\\.)*)"(?=[ \t{]|$)'
_BRACED = r'\{([^}"]*(?:"(?:[^"\\]|\\.)*"[^}"]*)*)\}'
_BARE = r'([^ \t"{}]+)(?=[ \t{]|$)'
_FIELD = re.compile(rf"[ \t]*(?:{_QUOTED}|{_BRACED}|{_BARE})")
_ESCAPED = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Objects:
    """The fields inside the braces: dimension, code, dimension, code …"""

    fields: tuple[str, ...]

    def codes(self) -> tuple[tuple[int, str], ...]:
        """Pairs of dimension and code. Raises ValueError where they are no pairs."""
        pairs = zip(self.fields[::2], self.fields[1::2], strict=True)
        return tuple((int(dimension), code) for dimension, code in pairs)


def fields_of(text: str) -> list[str | Objects]:
    """The fields of a record after its label.

    Raises InvalidInput (``wrong-fields``) where quotation marks or braces don't match.
    """
    found: list[str | Objects] = []
    text, place = text.rstrip(" \t"), 0
    while place < len(text):
        match = _FIELD.match(text, place)
        if match is None:
            what = gettext_noop("Quotation marks or braces do not match")
            raise InvalidInput([Finding("", what, rule="wrong-fields")])
        quoted, braced, bare = match.groups()
        if quoted is not None:
            found.append(_ESCAPED.sub(r"\1", quoted))
        elif braced is not None:
            inner = fields_of(braced)
            found.append(Objects(tuple(each for each in inner if isinstance(each, str))))
        else:
            found.append(bare)
        place = match.end()
    return found
