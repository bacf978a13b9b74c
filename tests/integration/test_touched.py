"""What an act touches is told on its page, before it is done, and only what the reader may see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.models import Application, Audience, FieldAudience, FieldGroup
from tests import factories
from tests.people import Society, person


@pytest.fixture
def joint(people: Society) -> Application:
    made = factories.application(people.amal, "Ekonomisystem")
    for each in (people.amal, people.mellerud):
        factories.participation(made, each)
    return made


def _told(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(str(each.words) for each in answer.context["consequences"])


def test_notice_tells_whom_it_leaves_without_agreement(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    covered = factories.application(people.amal, "Täckt")
    factories.participation(covered, people.amal)
    made = factories.agreement(people.amal, "Stort avtal", notice_months=6)
    made.applications.add(joint, covered)
    made.parties.create(organisation=people.supplier, role="supplier")
    factories.agreement(people.amal, "Annat avtal").applications.add(covered)
    told = _told(as_person(people.anna).get(reverse("agreement_notice", args=[made.pk])))
    assert "1 part är inte längre bunden av det." in told
    assert "Ekonomisystem har inget avtal efter 2009-07-01." in told
    assert "Täckt omfattas också av ett annat avtal efter 2009-07-01." in told
    for reader, status in ((people.bo, 403), (people.cilla, 404)):
        address = reverse("agreement_notice", args=[made.pk])
        assert as_person(reader).get(address).status_code == status


def test_ending_the_use_tells_who_goes_on_and_what_still_binds(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    factories.agreement_between(people.amal, people.mellerud, about=joint)
    part = joint.participations.get(organisation=people.mellerud)
    address = reverse("participation_end", args=[joint.pk, part.pk])
    told = _told(as_person(people.anna).get(address))
    assert "1 kommun fortsätter att använda den." in told
    assert "Samverkansavtal binder fortfarande Mellerud." in told
    joint.participations.exclude(pk=part.pk).delete()
    assert "Ingen använder applikationen efter det." in _told(as_person(people.anna).get(address))


def test_ending_the_use_tells_no_agreement_that_the_reader_may_not_see(
    people: Society, joint: Application, as_person: Callable[..., Any]
) -> None:
    saffle_manager = person("Sixten", people.saffle, Role.IT_MANAGER)
    factories.participation(joint, people.saffle)
    factories.agreement_between(people.amal, people.mellerud, about=joint)
    FieldAudience.objects.update_or_create(
        federation=people.federation,
        group=FieldGroup.AGREEMENTS,
        defaults={"audience": Audience.OWN},
    )
    part = joint.participations.get(organisation=people.saffle)
    address = reverse("participation_end", args=[joint.pk, part.pk])
    assert "Samverkansavtal" not in as_person(saffle_manager).get(address).text
