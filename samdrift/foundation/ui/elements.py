"""An element of HTML, written from its name, its attributes and what it holds."""

import re
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe


@cache
def attribute_name(name: str) -> str:
    """An argument's name as an attribute's: `aria_label` is aria-label, `class_` is class."""
    return name.rstrip("_").replace("_", "-")


def written_attributes(attributes: dict[str, object]) -> str:
    """Attributes as HTML, each with a space before it: None, False and "" leave one out, True gives its bare name."""
    written = ""
    for name, value in attributes.items():
        if value is True:
            written += f" {attribute_name(name)}"
        elif value is not None and value is not False and value != "":
            written += f' {attribute_name(name)}="{escape(str(value))}"'
    return written


def element(name: str, content: str, /, **attributes: object) -> SafeString:
    """An element around content that a template has rendered; space at the content's ends says nothing."""
    return mark_safe(f"<{name}{written_attributes(attributes)}>{content.strip()}</{name}>")  # noqa: S308 - rendered by a template


def words_element(name: str, words: object, /, **attributes: object) -> SafeString:
    """An element around words, which are escaped unless they are HTML already."""
    return element(
        name, words.__html__() if hasattr(words, "__html__") else escape(str(words)), **attributes
    )


def classes(*names: object) -> str:
    """The names that are given, as the value of a class attribute."""
    return " ".join(str(name) for name in names if name)


_DAY_CELL = re.compile(
    r"<(td|th scope=\"row\")>(\s*\d{4}-\d\d-\d\d(?: \d\d:\d\d)?\s*)</(t[dh])>", re.ASCII
)


def keep_days_whole(rows: str) -> str:
    """A table's rows, with each cell that is only a day on one line: a browser breaks 2009-01-31 at its hyphens."""
    return _DAY_CELL.sub(r'<\1 class="nowrap">\2</\3>', rows)
