"""Text with marks (CommonMark and tables) → HTML of the same pieces as every page.

HTML of the writer's own is shown as it is written, never let through.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

Environment = dict[str, Any]
#: What stands in a text that somebody has typed on a page: no pictures, and no headings among those of the page.
LEFT_OUT_OF_NOTES = ["image", "heading", "lheading"]


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture is served, and how many pixels it is."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where the links and pictures of a text lead: from what the text says to addresses of the product."""

    link: Callable[[str], str] = str
    picture: Callable[[str], Picture | None] = lambda _name: None


def tokens_of(text: str) -> list[Token]:
    """The parts of a text, in its order."""
    return _reader().parse(text)


def html_of(tokens: Sequence[Token], places: Places) -> SafeString:
    """Parts of a text as HTML."""
    reader = _reader()
    written: str = reader.renderer.render(tokens, reader.options, {"places": places})
    return SafeString(written)  # the reader escapes everything that is not a mark


def note_html(text: str) -> SafeString:
    """What somebody has typed, as HTML: paragraphs, lists, links, tables and stress."""
    reader = _note_reader()
    written: str = reader.render(text, {"places": Places()})
    return SafeString(written)


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    for kind, write in _RULES.items():
        reader.add_render_rule(kind, write)
    return reader


@cache
def _note_reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable(LEFT_OUT_OF_NOTES)
    for kind, write in _RULES.items():
        reader.add_render_rule(kind, write)
    return reader


def _link_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: Environment,
) -> str:
    token = tokens[index]
    token.attrSet("class", "ds-link")
    token.attrSet("href", env["places"].link(str(token.attrGet("href") or "")))
    return renderer.renderToken(tokens, index, options, env)


def _image(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    env: Environment,
) -> str:
    token = tokens[index]
    picture = env["places"].picture(str(token.attrGet("src") or ""))
    if picture is None:
        return escape(token.content)
    return (
        f'<img src="{escape(picture.url)}" alt="{escape(token.content)}" loading="lazy" '
        f'width="{picture.width}" height="{picture.height}">'
    )


def _with_class(name: str) -> Callable[..., str]:
    def write(
        renderer: RendererHTML,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: Environment,
    ) -> str:
        tokens[index].attrSet("class", name)
        return renderer.renderToken(tokens, index, options, env)

    return write


def _table_open(*_arguments: object) -> str:
    return '<div class="table-scroll" tabindex="0"><table class="ds-table" data-size="sm">\n'


def _table_close(*_arguments: object) -> str:
    return "</table></div>\n"


def _column(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: Environment,
) -> str:
    token = tokens[index]
    token.attrs.pop(
        "style", None
    )  # how a column is aligned: the content security policy allows no inline style
    if token.tag == "th":
        token.attrSet("scope", "col")
    return renderer.renderToken(tokens, index, options, env)


_RULES: dict[str, Callable[..., str]] = {
    "link_open": _link_open,
    "image": _image,
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _column,
    "td_open": _column,
    "bullet_list_open": _with_class("ds-list"),
    "ordered_list_open": _with_class("ds-list"),
}
