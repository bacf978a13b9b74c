"""The panel of attachments, for the page of any thing that takes them."""

import datetime as dt
from typing import Any

from django import template
from django.db.models import Model

from samdrift.foundation.files.attachable import kind_of
from samdrift.foundation.files.present import scan_in_words, scan_tone
from samdrift.foundation.files.queries import attachments_of, may_attach
from samdrift.foundation.files.scanner import scanner_is_set
from samdrift.foundation.organisations.queries import known_among

register = template.Library()


@register.inclusion_tag("files/_panel.html", name="attachments", takes_context=True)
def attachments_panel(
    context: dict[str, Any], thing: Model, on: dt.date | None = None
) -> dict[str, Any]:
    """`{% attachments agreement %}`: what is attached to a thing and its reader sees, and the ways to change it.

    on: what was attached on another day; nothing can be changed then.
    """
    person = context["request"].user
    rows = list(attachments_of(person, thing, on))
    known = known_among(person, [each.attached_by_id for each in rows])
    return {
        "rows": [
            {
                "attachment": each,
                "scan": scan_in_words(each.content),
                "tone": scan_tone(each.content),
                "may_be_fetched": each.removed_at is None and each.content.may_be_fetched,
                "knows_who": each.attached_by_id in known,
            }
            for each in rows
        ],
        "thing": thing,
        "kind": kind_of(thing).name,
        "may_attach": on is None and may_attach(person, thing),
        "is_scanned": scanner_is_set(),
        "is_other_day": on is not None,
    }
