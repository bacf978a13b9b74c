"""Two people edit the same thing: the second is told what the first changed, and loses nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.models import AuditEvent
from samdrift.foundation.audit.versions import (
    ChangedMeanwhileError,
    edit_from,
    lock_for_act,
    version_of,
)
from samdrift.records.agreements.actions import use_extension_option
from samdrift.records.register.actions import change_application, end_participation
from samdrift.records.register.models import Application
from tests import factories
from tests.people import LONG_AGO, Society

pytestmark = pytest.mark.django_db(transaction=True)


def opened(client: Client, address: str, **typed: object) -> dict[str, object]:
    """What the browser would send of a form that somebody has opened and written in."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, False)}
    return {**values, "row_version": form.row_version, **typed}


def test_the_second_is_told_and_overwrites_nothing(people: Society, as_person) -> None:
    row = factories.application(people.amal, purpose="Gammalt", notes="")
    address = reverse("application_change", args=[row.pk])
    first, second = as_person(people.anna), as_person(people.anna)
    one = opened(first, address, purpose="Skrivet av den första")
    two = opened(second, address, notes="Skrivet av den andra")
    assert first.post(address, one).status_code == 302
    refused = second.post(address, two)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Anna" in page
    assert "Gammalt → Skrivet av den första" in page
    assert "Någon annan hann spara före dig" in page
    assert "fel för att gå vidare" not in page  # nothing that the second typed is wrong
    form = refused.context["form"]
    assert form["notes"].value() == "Skrivet av den andra"
    assert form["purpose"].value() == "Skrivet av den första"
    again = {**two, "purpose": form["purpose"].value(), "row_version": form.row_version}
    assert second.post(address, again).status_code == 302
    row.refresh_from_db()
    assert (row.purpose, row.notes) == ("Skrivet av den första", "Skrivet av den andra")


def test_an_edit_of_the_version_that_stands_is_stored_and_only_its_fields(people: Society) -> None:
    row = factories.application(people.amal, purpose="Ett", notes="Två")
    edit = edit_from(Application.objects.get(pk=row.pk), version_of(row))
    Application.objects.filter(pk=row.pk).update(is_example=True)
    edit.purpose = "Nytt"
    with pytest.raises(ChangedMeanwhileError):
        change_application(by=people.anna, application=edit)
    current = Application.objects.get(pk=row.pk)
    edit = edit_from(current, version_of(current))
    edit.purpose = "Nytt"
    change_application(by=people.anna, application=edit)
    row.refresh_from_db()
    assert (row.purpose, row.notes, row.is_example) == ("Nytt", "Två", True)


def test_storing_what_stands_already_is_no_event(people: Society) -> None:
    row = factories.application(people.amal)
    change_application(by=people.anna, application=Application.objects.get(pk=row.pk))
    assert not AuditEvent.objects.exists()


def test_an_act_on_what_another_has_changed_or_removed_is_refused(people: Society) -> None:
    row = factories.agreement(
        people.amal, ends_on="2009-12-31", extension_options=2, extension_months=12
    )
    row.refresh_from_db()
    seen = [type(row).objects.get(pk=row.pk) for _each in range(2)]
    use_extension_option(by=people.anna, agreement=seen[0])
    with pytest.raises(ChangedMeanwhileError):
        use_extension_option(by=people.anna, agreement=seen[1])
    row.refresh_from_db()
    assert row.extension_options == 1
    seen[1].delete()
    with pytest.raises(ValidationError), transaction.atomic():
        lock_for_act(row)


def test_ending_a_participation_many_times_is_one_event(people: Society, as_person) -> None:
    application = factories.application(people.amal)
    row = factories.participation(application, people.amal)
    address = reverse("participation_end", args=[application.pk, row.pk])
    client = as_person(people.anna)
    answers = [client.post(address, {"ends_on": "2009-06-30"}).status_code for _each in range(8)]
    assert answers == [302, *[422] * 7]
    assert AuditEvent.objects.filter(event="register.participation_ended").count() == 1
    row.refresh_from_db()
    end_participation(by=people.anna, participation=row, ends_on=LONG_AGO)


def test_a_change_by_program_carries_the_version(people: Society, as_person) -> None:
    row = factories.application(people.amal, purpose="Ett")
    client = as_person(people.anna)
    address = f"/api/v1/applications/{row.pk}"
    tag = client.get(address)["ETag"]

    def change(purpose: str, **headers: str) -> int:
        return client.patch(
            address, {"purpose": purpose}, content_type="application/json", headers=headers
        ).status_code

    assert change("Utan version") == 428
    assert change("Två", **{"If-Match": tag}) == 200
    assert change("Tre", **{"If-Match": tag}) == 412
    row.refresh_from_db()
    assert row.purpose == "Två"
