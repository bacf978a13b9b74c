"""A person's organisation, unit and title repeat the employment that holds today: written only here."""

import datetime as dt

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Employment, Person


def follow_employment(person: Person) -> bool:
    """Let a person's organisation, unit and title repeat the employment that holds today; whether that changed them."""
    person.__dict__.pop("known_employments", None)
    person.__dict__.pop("appointments_today", None)
    person.__dict__.pop("federation_ids", None)
    chosen = main_employment(person, today())
    listed = (person.organisation_id, person.unit_id, person.title)
    if chosen is None or listed == (chosen.organisation_id, chosen.unit_id, chosen.title):
        return False
    person.organisation, person.unit, person.title = chosen.organisation, chosen.unit, chosen.title
    person.save(update_fields=["organisation", "unit", "title"])
    return True


def main_employment(person: Person, day: dt.date) -> Employment | None:
    """The employment that a person is listed by: of those that hold, the one in the same organisation, else the first.

    Of somebody who has left, the last that ended; of somebody who has not begun, the first to begin.
    """
    known = person.known_employments
    holding = person.employed_on(day)
    here = [each for each in holding if each.organisation_id == person.organisation_id]
    ended = [each for each in known if each.ends_on is not None and each.ends_on < day]
    if here or holding:
        return (here or holding)[-1]
    if ended:
        return max(ended, key=lambda each: (each.ends_on, each.pk))
    return known[-1] if known else None


def follow_employments(_silent_since: object = None) -> int:
    """Whoever moves today by a plan made earlier is listed in the new place; asked all day long while the service runs.

    Returns how many rows followed.
    """
    unit, listed_unit = Coalesce("unit", 0), Coalesce("person__unit", 0)
    behind = (
        Employment.objects.current()
        .annotate(in_unit=unit, listed_in=listed_unit)
        .filter(
            ~Q(person__organisation=F("organisation"))
            | ~Q(person__title=F("title"))
            | ~Q(in_unit=F("listed_in"))
        )
    )
    people = Person.objects.filter(pk__in=behind.values("person"))
    return sum(follow_employment(person) for person in people)
