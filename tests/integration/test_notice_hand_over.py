"""Change notices: what is refused in words, and who answers for somebody who leaves."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from samdrift.decisions.notices import actions as notices
from samdrift.decisions.notices.models import Acknowledgement, ChangeNotice, Mailed
from samdrift.foundation.organisations.actions import close_employment
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.open_duties import open_tasks
from tests import factories
from tests.integration.notice_told import NEW_YEAR, Told, notice, platform, sent
from tests.people import person

TOMORROW = NEW_YEAR + dt.timedelta(days=1)


def _drafted(told: Told, **fields: Any) -> ChangeNotice:
    return notices.draft_notice(by=told.people.anna, notice=notice(told, **fields))


def _send(told: Told, made: ChangeNotice, **keywords: Any) -> None:
    notices.send_notice(by=told.people.anna, notice=made, **keywords)


def _withdrawn(told: Told) -> ChangeNotice:
    made = sent(told)
    return notices.withdraw_notice(by=told.people.anna, notice=made, why="Fel nyckel")


def _of_nobody(told: Told) -> ChangeNotice:
    """Of an application that Åmål alone has, by the only one who would be told."""
    alone = factories.application(told.people.amal, "Ensam")
    return notices.draft_notice(
        by=told.people.anna, notice=platform(told, application=alone, change_ore={})
    )


def _all_answered(told: Told) -> ChangeNotice:
    made = sent(told)
    for row in made.acknowledgements.all():
        notices.acknowledge_notice(by=row.person, notice=made)
    return made


def _all_mailed(told: Told) -> ChangeNotice:
    made = sent(told)
    for row in made.acknowledgements.select_related("message"):
        row.message.state = Mailed.SENT
        row.message.save()
    return made


REFUSED: dict[str, tuple[Callable[[Told], object], str]] = {
    "the same draft twice": (
        lambda told: (_drafted(told), _drafted(told)),
        "Samma utkast finns redan.",
    ),
    "a draft thrown away when it is sent": (
        lambda told: notices.discard_notice(by=told.people.anna, notice=sent(told)),
        "Aviseringen är skickad: återkalla den och gör en ny.",
    ),
    "sent twice": (lambda told: _send(told, sent(told)), "Aviseringen är redan skickad."),
    "nobody to tell": (
        lambda told: _send(told, _of_nobody(told)),
        "Det finns ingen att underrätta: utse förvaltningschefer först.",
    ),
    "told tomorrow": (
        lambda told: _send(told, _drafted(told), on=TOMORROW),
        "En avisering kan inte vara skickad efter dagens datum.",
    ),
    "reminded of a draft": (
        lambda told: notices.remind_recipients(by=told.people.anna, notice=_drafted(told)),
        "Det går bara att påminna om en avisering som är skickad och gäller.",
    ),
    "reminded when all have answered": (
        lambda told: notices.remind_recipients(by=told.people.anna, notice=_all_answered(told)),
        "Alla har svarat eller redan fått en påminnelse i dag.",
    ),
    "mailed again when all have gone through": (
        lambda told: notices.mail_notice_again(by=told.people.anna, notice=_all_mailed(told)),
        "Alla mejl har gått fram.",
    ),
    "withdrawn twice": (
        lambda told: notices.withdraw_notice(
            by=told.people.anna, notice=_withdrawn(told), why="Igen"
        ),
        "Det går bara att återkalla en avisering som är skickad och gäller.",
    ),
    "a cost before the change": (
        lambda told: notices.draft_notice(
            by=told.people.anna, notice=platform(told, change_ore={"2009": 1})
        ),
        "Kostnaden ändras ett år innan ändringen börjar gälla.",
    ),
    "a new key without one": (
        lambda told: _drafted(told, new_rule={}),
        "Ange den nya nyckeln.",
    ),
    "a key that comes from nowhere": (
        lambda told: _drafted(told, origin=" "),
        "Ange avtalet eller beslutet som nyckeln kommer från.",
    ),
    "a new platform of everything": (
        lambda told: notices.draft_notice(
            by=told.people.anna, notice=platform(told, application=None)
        ),
        "En avisering gäller en applikation eller en gemensam satsning.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_in_words(told: Told, case: str) -> None:
    act, words = REFUSED[case]
    with pytest.raises(ValidationError) as refused:
        act(told)
    assert refused.value.messages == [words]


def _leaves(told: Told, successor: Person | None) -> ChangeNotice:
    """Moa, who is told, leaves Mellerud today."""
    made = sent(told)
    tasks = open_tasks(told.manager, told.people.mellerud, NEW_YEAR)
    assert "avisering" in {task.kind.name for task in tasks}
    close_employment(
        by=told.people.administrator,
        employment=told.manager.employments.get(),
        ends_on=NEW_YEAR,
        successors={
            task.key: successor if task.kind.name == "avisering" else None for task in tasks
        },
        why="Slutar",
    )
    return made


def test_who_takes_over_answers_instead(told: Told) -> None:
    heir = person("Hedda", told.people.mellerud)
    made = _leaves(told, heir)
    row = notices.acknowledge_notice(by=heir, notice=made)
    assert row.organisation == told.people.mellerud
    assert not made.acknowledgements.filter(person=told.manager).exists()


def test_who_is_told_already_is_told_once(told: Told) -> None:
    told_already = Person.objects.get(name="Kim")
    made = _leaves(told, told_already)
    assert [row.person for row in made.acknowledgements.all()] == [told_already]


def test_nobody_takes_over_and_the_answer_stays_asked_of_who_left(told: Told) -> None:
    made = _leaves(told, None)
    assert Acknowledgement.objects.filter(notice=made, person=told.manager).exists()
