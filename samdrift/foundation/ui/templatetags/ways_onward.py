"""Where a page leads: links, buttons and the forms that change something. `{% load ui %}` gives them all."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from samdrift.foundation.ui.elements import classes, element

register = template.Library()


def address_of(view: str, keys: tuple[object, ...], parameters: dict[str, Any]) -> str:
    """The address of a named page, with the parameters that are given."""
    given = {name: value for name, value in parameters.items() if value not in (None, "")}
    return reverse(view, args=keys) + (f"?{urlencode(given, doseq=True)}" if given else "")


@register.simple_block_tag
def link(
    content: str,
    view: str,
    *keys: object,
    label: str = "",
    no_print: bool = False,
    **parameters: Any,
) -> SafeString:
    """A link to a named page: `{% link "agreement_add" applikation=application.pk %}Add{% endlink %}`."""
    return link_to_address(content, address_of(view, keys, parameters), label, no_print)


@register.simple_block_tag
def link_to(content: str, url: str, label: str = "", no_print: bool = False) -> SafeString:
    """A link to an address that the page was given."""
    return link_to_address(content, url, label, no_print)


def link_to_address(content: str, url: str, label: str, no_print: bool) -> SafeString:
    """A link in a text."""
    return element(
        "a",
        content,
        class_=classes("ds-link", no_print and "no-print"),
        href=url,
        aria_label=label,
    )


@register.simple_block_tag
def buttons(content: str, no_print: bool = False) -> SafeString:
    """Buttons beside each other."""
    return element("div", content, class_=classes("buttons", no_print and "no-print"))


@register.simple_block_tag
def button_link(
    content: str,
    view: str,
    *keys: object,
    variant: str = "",
    size: str = "",
    colour: str = "",
    no_print: bool = False,
    **parameters: Any,
) -> SafeString:
    """A link to a named page that looks like a button."""
    url = address_of(view, keys, parameters)
    return button_to_address(
        content, url, variant=variant, size=size, colour=colour, no_print=no_print
    )


@register.simple_block_tag
def button_to(
    content: str,
    url: str,
    *,
    variant: str = "",
    size: str = "",
    colour: str = "",
    no_print: bool = False,
) -> SafeString:
    """A link to an address that the page was given, looking like a button."""
    return button_to_address(
        content, url, variant=variant, size=size, colour=colour, no_print=no_print
    )


def button_to_address(
    content: str, url: str, *, variant: str, size: str, colour: str, no_print: bool
) -> SafeString:
    """A link that looks like a button."""
    return element(
        "a",
        content,
        class_=classes("ds-button", no_print and "no-print"),
        data_variant=variant,
        data_size=size,
        data_color=colour,
        href=url,
    )


@register.simple_block_tag
def submit(
    content: str,
    *,
    name: str = "",
    value: object = "",
    variant: str = "",
    size: str = "",
    colour: str = "",
    label: str = "",
) -> SafeString:
    """The button that sends its form, with a name and a value where the form has several."""
    return element(
        "button",
        content,
        class_="ds-button",
        data_variant=variant,
        data_size=size,
        data_color=colour,
        type="submit",
        name=name,
        value=value,
        aria_label=label,
    )


@register.simple_block_tag(takes_context=True)
def post_form(
    context: Context,
    content: str,
    view: str = "",
    *keys: object,
    stack: bool = True,
    no_print: bool = False,
) -> SafeString:
    """A form that changes something, with the guard against forms from elsewhere; sent to its own page or a named."""
    guard = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context.get("csrf_token", "")
    )
    return element(
        "form",
        f"{guard}{content}",
        class_=classes(stack and "stack", no_print and "no-print"),
        method="post",
        action=reverse(view, args=keys) if view else None,
        novalidate=True,
    )
