"""What pages are built of: panels, tables, facts, notes; a room's templates hold words and their order.

Each tag is shown with its look in docs/components.md. `{% load ui %}` gives them all.
"""

from django import template
from django.utils.safestring import SafeString, mark_safe

from samdrift.foundation.ui.elements import classes, element, keep_days_whole, words_element

register = template.Library()


def place_of(anchor: str, row: object) -> str:
    """The name of a place on the page, with the row's key where the place comes once for each row."""
    return f"{anchor}-{row}" if anchor and row != "" else anchor


# Parts of a page


@register.simple_block_tag
def panel(
    content: str,
    title: object = "",
    *,
    anchor: str = "",
    row: object = "",
    label: str = "",
    no_print: bool = False,
    stack: bool = False,
) -> SafeString:
    """A framed part of a page under its heading; without a title it holds a `panel_head` of its own, or a label."""
    place = place_of(anchor, row)
    if title:
        content = f"{element('div', _heading(title, place), class_='panel-head')}{content}"
    return element(
        "section",
        content,
        class_=classes("ds-card panel", stack and "stack", no_print and "no-print"),
        aria_labelledby=place,
        aria_label=label,
    )


def _heading(title: object, anchor: str) -> SafeString:
    """A panel's heading."""
    return words_element("h2", title, class_="ds-heading", data_size="sm", id=anchor)


@register.simple_block_tag
def panel_head(content: str, title: object = "", anchor: str = "", row: object = "") -> SafeString:
    """The first line of a panel where something stands beside the heading: a label, a link, a button."""
    heading_of_panel = _heading(title, place_of(anchor, row)) if title else ""
    return element("div", f"{heading_of_panel}{content}", class_="panel-head")


@register.simple_block_tag
def part(
    content: str,
    title: object,
    *,
    anchor: str,
    url: str = "",
    url_label: object = "",
) -> SafeString:
    """A part of a page under its heading and a rule, without a frame; `url` leads to all of it."""
    head = words_element("h2", title, class_="ds-heading", data_size="2xs", id=anchor)
    if url:
        head += words_element("a", url_label, class_="ds-link", href=url)
    return element(
        "section",
        f"{element('div', head, class_='part-head')}{content}",
        class_="part",
        aria_labelledby=anchor,
    )


@register.simple_block_tag
def wide_side(content: str) -> SafeString:
    """Two columns where there is room, the second narrow; each is a `side`."""
    return element("div", content, class_="wide-side")


@register.simple_block_tag
def side(content: str) -> SafeString:
    """One of the two columns of `wide_side`."""
    return element("div", content)


@register.simple_block_tag
def heading(
    content: str, level: int = 2, size: str = "sm", anchor: str = "", row: object = ""
) -> SafeString:
    """A heading of its own."""
    place = place_of(anchor, row)
    return element(f"h{level}", content, class_="ds-heading", data_size=size, id=place)


@register.simple_block_tag
def side_by_side(content: str) -> SafeString:
    """Panels beside each other where there is room."""
    return element("div", content, class_="columns")


@register.simple_block_tag
def alert(
    content: str, title: object = "", tone: str = "info", anchor: str = "", role: str = ""
) -> SafeString:
    """What must not be missed, in the tone info, success, warning or danger."""
    head = (
        words_element("h2", title, class_="ds-heading", data_size="2xs", id=anchor) if title else ""
    )
    name = "section" if anchor else "div"
    return element(
        name,
        f"{head}{content}",
        class_="ds-alert",
        data_color=tone,
        aria_labelledby=anchor,
        role=role,
    )


# Tables


@register.inclusion_tag("ui/components/empty_state.html")
def empty_state(
    title: object, text: object = "", url: str = "", url_label: object = "", icon: str = "search"
) -> dict[str, object]:
    """What a page says instead of a list that holds nothing, and the way on."""
    return {"title": title, "text": text, "url": url, "url_label": url_label, "icon": icon}


@register.simple_block_tag
def table(
    content: str, labelled: str = "", row: object = "", label: str = "", caption: str = ""
) -> SafeString:
    """A table that scrolls within its width: labelled by the id of its heading, or by words of its own."""
    words = label or caption
    unseen = words_element("caption", words, class_="ds-sr-only") if words else ""
    held = element(
        "table", f"{unseen}{keep_days_whole(content)}", class_="ds-table", data_size="sm"
    )
    return element(
        "div",
        held,
        class_="table-scroll",
        role="group",
        aria_labelledby=place_of(labelled, row),
        aria_label="" if labelled else words,
        tabindex="0",
    )


@register.simple_tag
def column(words: object, number: bool = False, span: object = "") -> SafeString:
    """The head of a column; of numbers it stands to the right, as they do."""
    return words_element("th", words, scope="col", colspan=span, class_="num" if number else None)


@register.simple_block_tag
def number(content: str, span: object = "") -> SafeString:
    """A cell with a number."""
    return element("td", content, class_="num", colspan=span)


@register.simple_block_tag
def cell_note(content: str) -> SafeString:
    """What is less important in a cell, on a line of its own."""
    return element("div", content, class_="cell-note")


# Facts and lists


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """Facts with their labels; each is a `fact`."""
    return element("dl", content, class_="facts")


@register.simple_block_tag
def fact(content: str, label: object) -> SafeString:
    """One fact, under its label."""
    return element("div", words_element("dt", label) + element("dd", content))


@register.simple_block_tag
def entries(content: str, ordered: bool = False) -> SafeString:
    """A list of things, each on lines of its own; ordered where the order says something."""
    return element("ol" if ordered else "ul", content, class_="entries")


@register.simple_block_tag
def entry_head(content: str) -> SafeString:
    """The first line of an entry: what it is to the left, its state to the right."""
    return element("div", content, class_="entry-head")


@register.simple_block_tag
def bullets(content: str) -> SafeString:
    """A list with bullets."""
    return element("ul", content, class_="ds-list")


# Words


@register.simple_block_tag
def prose(content: str, lang: str = "") -> SafeString:
    """A text of paragraphs to read, such as a chapter of the handbook."""
    return element("div", content, class_="prose", lang=lang)


@register.simple_block_tag
def note(content: str, no_print: bool = False) -> SafeString:
    """A paragraph that is less important than the rest."""
    return element("p", content, class_=classes("muted", no_print and "no-print"))


@register.simple_block_tag
def quiet(content: str) -> SafeString:
    """Words in a line that are less important than the rest."""
    return element("span", content, class_="muted")


@register.simple_block_tag
def unseen(content: str) -> SafeString:
    """Words for those who listen to the page, apart from what stands before them."""
    return mark_safe(" ") + element("span", content, class_="ds-sr-only")


@register.simple_block_tag
def on_screen(content: str) -> SafeString:
    """A paragraph that is not printed: the ways onward."""
    return element("p", content, class_="no-print")
