"""Names said once: a name that is said already is not said again."""

import re
from collections.abc import Iterable


def name_each_once(names: Iterable[object]) -> str:
    """The names with commas between, each once and none empty: «Dan Ek, Mellerud», not «Dan Ek, Mellerud, Mellerud»."""
    return ", ".join(dict.fromkeys(text for text in map(str, names) if text))


def is_named(text: str, name: str) -> bool:
    """Whether the text says the name already, as words of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
