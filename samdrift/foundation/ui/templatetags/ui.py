"""What templates say: icons, amounts, numbers, days, links that keep the rest of the address."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BaseForm
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samdrift.core.findings import Finding
from samdrift.core.money import (
    format_change,
    format_decimals,
    format_estimate,
    format_kronor,
    format_number,
    whole_kronor_of,
)
from samdrift.foundation.ui.address import with_parameters
from samdrift.foundation.ui.templatetags import components, ways_onward

register = template.Library()
register.tags.update(components.register.tags | ways_onward.register.tags)
ICONS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "icons"
NOTHING = "–"


@lru_cache(maxsize=128)
def drawn_icon(name: str) -> SafeString:
    """The drawing of an icon as an inline SVG that takes the text's colour and size."""
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise ValueError(f"{name!r} is not the name of an icon")
    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    begin, end = source.find(">", source.find("<svg")), source.rfind("</svg>")
    if not 0 < begin < end:
        raise ValueError(f"the icon {name} holds no drawing")
    shapes = " ".join(source[begin + 1 : end].split())
    svg = (
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{shapes}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - our own committed file, the name is checked above


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "download" %}`: an icon beside words that say the same; never alone."""
    return drawn_icon(name)


@register.filter
def opens_beside(url: str | None, closed: Iterable[str]) -> bool:
    """Whether a link leads somewhere: not to a page, nor under one told with a star, that is closed to the reader."""
    path = (url or "").partition("?")[0]
    rooms = closed or ()
    under = tuple(each[:-1] for each in rooms if each.endswith("*"))
    return bool(path) and path not in rooms and not (under and path.startswith(under))


@register.filter
def kronor(amount_ore: int | None) -> str:
    """Öre → ``1 234,50 kr``. Give the cell the class `num` to align it right."""
    return NOTHING if amount_ore is None else f"{format_kronor(amount_ore)}\u00a0kr"


@register.filter
def whole_kronor(amount_ore: int | None) -> str:
    """Öre → ``1 235 kr`` for figures at a glance; half a krona rounds away from zero."""
    return NOTHING if amount_ore is None else f"{thousands(whole_kronor_of(amount_ore))}\u00a0kr"


@register.filter
def change(amount_ore: int | None) -> str:
    """A change in öre → ``+1 235 kr``, ``−1 235 kr`` or ``0 kr``."""
    if amount_ore is None:
        return NOTHING
    return f"{'+' if amount_ore >= 50 else ''}{whole_kronor(amount_ore)}"


@register.filter
def amount(amount_ore: int | None) -> str:
    """Öre → ``1 234,50`` for columns whose head says kronor."""
    return NOTHING if amount_ore is None else format_kronor(amount_ore)


@register.filter
def amount_change(amount_ore: int | None) -> str:
    """A change in öre → ``+1 234,50``, ``−1 234,50`` or ``0,00``."""
    return NOTHING if amount_ore is None else format_change(amount_ore)


@register.filter
def estimate(amount_ore: int | None) -> str:
    """An estimate in öre → ``≈ 42 000 kr``: rounded, and said to be about."""
    return NOTHING if amount_ore is None else f"{format_estimate(amount_ore)}\u00a0kr"


@register.filter
def estimate_amount(amount_ore: int | None) -> str:
    """An estimate in öre → ``≈ 42 000`` for columns whose head says kronor."""
    return NOTHING if amount_ore is None else format_estimate(amount_ore)


@register.filter
def thousands(number: float | None) -> str:
    """1234567 → ``1 234 567``; at most two decimals, with a comma."""
    return NOTHING if number is None else format_number(number)


@register.filter
def as_figure(value: object) -> object:
    """A figure at a glance: a number with its spaces, words as they are."""
    return thousands(value) if isinstance(value, int | float) else value


@register.simple_tag(takes_context=True)
def place_in_title(context: Mapping[str, Any]) -> str:
    """`` – Ekonomisystem``: what the page is about, where its own title does not say it («Klarmarkera»)."""
    above = [str(step["label"]) for step in context.get("breadcrumbs") or [] if step.get("url")]
    return f" – {above[-1]}" if above and above[-1] not in str(context.get("title", "")) else ""


@register.simple_tag(takes_context=True)
def page_trail(context: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The way to a page: its own `breadcrumbs`, or else from the menu's entry or group that it lies in; itself last.

    Empty on the pages that stand in the menu, which says where one is.
    """
    menu = context.get("menu")
    if menu and any(entry.current == "page" for entry in menu.entries):
        return []
    own: list[Mapping[str, Any]] = list(context.get("breadcrumbs") or [])
    title = context.get("title", "")
    if not own and menu and title:
        above = menu.here if menu.here and menu.here.current != "page" else menu.groups[0]
        own = [{"label": above.label, "url": above.url}]
    return [*own, {"label": title}] if own and own[-1].get("url") and title else own


@register.filter
def fraction(text: str) -> str:
    """12545/43416 → ``12 545/43 416``: an exact share with spaces between thousands."""
    return "/".join(format_number(int(part)) for part in text.split("/"))


@register.filter
def decimals(number: float | None, places: int = 1) -> str:
    """0.5 → ``0,50`` with just so many decimals, as Swedish is written."""
    return NOTHING if number is None else format_decimals(number, places)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A day as ``2009-01-31``; a moment as ``2009-01-31 14:05`` in local time."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M")
    return value.isoformat()


@register.filter
def error_count(form: BaseForm) -> int:
    """How many errors a form has, over all its fields."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def finding_text(finding: Finding) -> str:
    """What a finding of the core says, in the visitor's language."""
    sentence = gettext(finding.what)
    return sentence % finding.values if finding.values else sentence


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: object) -> str:
    """The current address's parameters with some changed, or removed by None: `{% query sida=3 sortera=None %}`."""
    return with_parameters(context["request"].GET, changes)


@register.simple_tag
def tag(words: object, colour: str = "neutral") -> SafeString:
    """A short label: `{% tag "Väntar på beslut" "warning" %}`."""
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', colour, words)


WRITERS: dict[str, Callable[[Any], str]] = {
    "amount": amount,
    "amount_change": amount_change,
    "change": change,
    "estimate": estimate,
    "estimate_amount": estimate_amount,
    "kronor": kronor,
    "thousands": thousands,
    "whole_kronor": whole_kronor,
}


@register.simple_tag
def figure(value: float | None, written: str, *name: object) -> SafeString:
    """A figure with its name: `{% figure row.own_ore "amount" "costs.department" unit.pk year kind "own" %}`.

    The name says which figure it is wherever it stands, however it is written there: two places with the same name
    have the same value, and a test that walks every page holds them to it. `written` is one of the filters above.
    """
    text = WRITERS[written](value)
    return (
        conditional_escape(text)
        if value is None
        else named_figure(value, text, ".".join(map(str, name)))
    )


def named_figure(value: object, text: str, name: str) -> SafeString:
    """The text of a figure, with its name and exact value for machines."""
    return format_html('<data value="{}" data-figure="{}">{}</data>', value, name, text)
