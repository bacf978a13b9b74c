"""What a person wants to get: chosen by the person alone, or declined by the address in a letter."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.foundation.audit.actions import record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.messages.kinds import Frequency, MessageKind, kinds_to_choose
from samdrift.foundation.messages.models import Choice
from samdrift.foundation.messages.queries import frequencies_of
from samdrift.foundation.messages.unsubscribing import whose_letters
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Person


@verb
def choose_letters(
    *, by: Person, person: Person, frequencies: Mapping[str, str]
) -> dict[str, Frequency]:
    """Keep how often a person wants letters of each kind that may be declined; returns what then holds."""
    require_that(by.pk == person.pk)
    known = {kind.name for kind in kinds_to_choose()}
    if not known >= frequencies.keys() or not set(Frequency.values) >= set(frequencies.values()):
        raise ValidationError(_("This letter can't be declined, or does not come so often."))
    return _keep(person, {name: Frequency(each) for name, each in frequencies.items()})


@verb
def unsubscribe(*, token: str) -> MessageKind:
    """Decline a kind of letter by the address in one of them, without signing in; a second time changes nothing.

    Raises ValidationError for an address that is not ours or has become too old.
    """
    found = whose_letters(token)
    if found is None:
        raise ValidationError(_("The address in the letter no longer holds."))
    person, kind = found
    _keep(person, {kind.name: Frequency.NEVER})
    return kind


def _keep(person: Person, chosen: Mapping[str, Frequency]) -> dict[str, Frequency]:
    before = frequencies_of(person)
    for name, frequency in chosen.items():
        kept = {"frequency": frequency.value, "looked_on": today()}  # what waits today is seen here
        Choice.objects.update_or_create(person=person, kind=name, defaults=kept)
    after = frequencies_of(person)
    record(
        "messages.letters_chosen",
        person,
        by=person,
        before={"letters": _in_words(before)},
        after={"letters": _in_words(after)},
    )
    return after


def _in_words(chosen: Mapping[str, Frequency]) -> str:
    """«Väntar på dig: varje dag», as the log keeps it."""
    with override(settings.LANGUAGE_CODE):
        said = [f"{kind.label}: {chosen[kind.name].label}" for kind in kinds_to_choose()]
    return ", ".join(said)
