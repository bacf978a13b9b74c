"""A sentence on a page, with the clauses of the reader's policy that say so."""

from typing import Any

from django import template

from samdrift.foundation.organisations.clauses import Duty, cite_clauses

register = template.Library()


@register.simple_tag(name="cited", takes_context=True)
def cited_tag(context: dict[str, Any], sentence: str, duty: str) -> str:
    """`{% cited words "system_owner" %}`; nothing is cited where the policy is silent."""
    person = context["request"].user
    return cite_clauses(sentence, Duty(duty), person.federation_ids)
