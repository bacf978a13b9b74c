"""What is said of agreements is so, and every count leads to exactly the agreements that it counted."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from samdrift.foundation.audit.queries import history
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.models import Agreement
from samdrift.records.register.models import Responsibility, ResponsibilityRole
from tests import factories
from tests.people import LONG_AGO, Society, person

END = dt.date(2009, 6, 30)
EACH_STATE = {
    "expired_in_use": {"ends_on": dt.date(2008, 12, 31)},
    "notice_due": {"ends_on": END, "renews_months": 12, "notice_months": 3},
    "option_open": {"ends_on": END, "extension_options": 1, "extension_months": 12},
    "procurement_due": {"ends_on": END},
    "runs": {},
    "notice_given": {"notice_given_on": dt.date(2008, 12, 1), "ended_on": END},
    "not_begun": {"starts_on": dt.date(2009, 2, 1)},
}


@pytest.fixture
def every_state(people: Society) -> Society:
    """An agreement in each state: of Åmål, and the same of Mellerud; and one that is over and replaced."""
    for host in (people.amal, people.mellerud):
        used = factories.application(host, f"System i {host}")
        for state, fields in EACH_STATE.items():
            kind = "supplier" if state == "expired_in_use" else "operating"
            made = factories.agreement(host, f"{state} {host}", kind=kind, **fields)
            made.applications.add(used)
        old = factories.agreement(host, f"over {host}", ends_on=dt.date(2008, 6, 30))
        old.applications.add(used)
    return people


def _listed(client: Client, query: str) -> list[str]:
    """The titles of the list's own rows, in their order."""
    part = client.get(f"/avtal/{query}", headers={"HX-Request": "true"}).content.decode()
    return re.findall(
        r'scope="row">(?:<div[^>]*>)?<a class="ds-link" href="/avtal/\d+/">([^<]*)</a>', part
    )


def _titles(client: Client, query: str) -> set[str]:
    return set(_listed(client, query))


@pytest.mark.parametrize("state", [*EACH_STATE, "over"])
def test_the_list_finds_the_agreements_in_a_state(
    every_state: Society, as_person, state: str
) -> None:
    client = as_person(every_state.anna)
    assert _titles(client, f"?lage={state}") == {f"{state} Åmål", f"{state} Mellerud"}
    assert _titles(client, f"?lage={state}&egna=1") == {f"{state} Åmål"}


def test_the_own_organisations_come_first_and_of_them_those_to_act_on_by_day(
    every_state, as_person
) -> None:
    client = as_person(every_state.anna)
    titles = _listed(client, "")
    assert titles[0] == "expired_in_use Åmål"
    assert all(title.endswith("Åmål") for title in titles[:8])
    assert "Avtalsansvarig" in client.get("/avtal/").content.decode()


@pytest.mark.parametrize("name", ["anna", "administrator"])
def test_every_count_on_the_start_page_leads_to_exactly_those_agreements(
    every_state, as_person, name
) -> None:
    client = as_person(getattr(every_state, name))
    text = client.get("/").content.decode()
    told = re.findall(r'href="/avtal/([^"]+)">(\d+) avtal', text)
    assert len(told) == 4
    for query, number in told:
        assert len(_titles(client, query.replace("&amp;", "&"))) == int(number)
    tile = re.search(
        r'kpi-value">(\d+)</span>\s*<a class="ds-link kpi-label" href="/avtal/(\?[^"]+)"', text
    )
    assert len(_titles(client, tile[2])) == int(tile[1]) == 8


def test_an_owner_is_told_of_the_own_applications_agreements_and_others_of_none(
    every_state, as_person
) -> None:
    agreement = Agreement.objects.get(title="notice_due Åmål")
    olga = person("Olga", every_state.amal)
    Responsibility.objects.create(
        application=agreement.applications.get(),
        person=olga,
        role=ResponsibilityRole.OWNER,
        starts_on=LONG_AGO,
    )
    text = as_person(olga).get("/").content.decode()
    assert "1 avtal förlängs om ni inte säger upp det" in text
    assert _titles(as_person(olga), "?lage=notice_due&mina=1") == {"notice_due Åmål"}
    assert "förlängs om ni inte" not in as_person(every_state.bo).get("/").content.decode()


def test_an_agreement_that_ends_is_never_told_to_be_prolonged(
    every_state: Society, as_person
) -> None:
    client = as_person(every_state.anna)
    for state in EACH_STATE:
        agreement = Agreement.objects.get(title=f"{state} Åmål")
        text = client.get(f"/avtal/{agreement.pk}/").content.decode()
        assert ("Annars förlängs" in text) == (state == "notice_due"), state


def test_the_page_names_who_acts_and_what_to_do_by_which_day(
    every_state: Society, as_person
) -> None:
    agreement = Agreement.objects.get(title="notice_due Mellerud")
    person("Mia", every_state.mellerud, Role.IT_MANAGER)
    text = as_person(every_state.anna).get(f"/avtal/{agreement.pk}/").content.decode()
    assert "Mia" in text
    assert "Sista dag för uppsägning: 2009-03-31" in text
    assert "Säg upp eller förläng" in text


def test_an_application_in_use_without_agreement_is_told_in_red_on_its_page(
    every_state, as_person
) -> None:
    used = Agreement.objects.get(title="expired_in_use Åmål").applications.get()
    client = as_person(every_state.anna)
    tab = client.get(reverse("application_tab", kwargs={"pk": used.pk, "tab": "avtal"})).text
    assert "1 avtal har löpt ut och applikationen används utan avtal." in tab
    overview = client.get(reverse("application_page", args=[used.pk])).text
    assert "expired_in_use Åmål: löpt ut men i drift" in overview


def test_a_notice_that_deviates_is_asked_for_its_reason_and_what_was_typed_survives(
    people, as_person
) -> None:
    agreement = factories.agreement(people.amal, notice_months=6)
    client, address = as_person(people.anna), f"/avtal/{agreement.pk}/uppsagning/"
    answer = client.post(address, {"given_on": "2009-01-01", "ends_on": "2009-02-01"})
    assert answer.status_code == 422
    assert 'value="2009-02-01"' in answer.content.decode()
    client.post(
        address, {"given_on": "2009-01-01", "ends_on": "2009-02-01", "why": "Överenskommet"}
    )
    text = client.get(f"/avtal/{agreement.pk}/").content.decode()
    assert "Avviker: uppsägningen är kortare än 6 månader" in text
    assert "Skäl: Överenskommet" in text


def test_an_option_that_is_not_there_is_refused_in_words(people: Society, as_person) -> None:
    agreement = factories.agreement(people.amal, ends_on=END)
    answer = as_person(people.anna).post(f"/avtal/{agreement.pk}/option/")
    assert answer.status_code == 422
    assert "Avtalet har ingen option kvar." in answer.content.decode()
    assert not history(agreement).exists()


def test_the_form_takes_an_unknown_start_and_the_page_says_that_it_is_unknown(
    people, as_person
) -> None:
    client = as_person(people.anna)
    typed = {
        "kind": "supplier",
        "title": "Avtal",
        "responsible": people.amal.pk,
        "notice_months": 0,
        "renews_months": 0,
        "extension_options": 0,
        "extension_months": 0,
        "ends_on": "2009-12-31",
    }
    answer = client.post("/avtal/nytt/", typed, follow=True)
    assert Agreement.objects.get().starts_on is None
    assert "okänd dag" in answer.content.decode()


def test_an_owner_adds_an_agreement_from_the_applications_page_and_others_are_not_offered_it(
    people, as_person
) -> None:
    used, other = factories.application(people.amal), factories.application(people.amal, "Palett")
    olga = person("Olga", people.amal)
    Responsibility.objects.create(
        application=used, person=olga, role=ResponsibilityRole.OWNER, starts_on=LONG_AGO
    )
    client, address = as_person(olga), f"/avtal/nytt/?applikation={used.pk}"
    tab = reverse("application_tab", kwargs={"pk": used.pk, "tab": "avtal"})
    assert address in client.get(tab).content.decode()
    assert address not in as_person(people.bo).get(tab).content.decode()
    assert as_person(people.bo).get(address).status_code == 403
    typed = {
        "kind": "support",
        "title": "Stöd",
        "responsible": people.amal.pk,
        "notice_months": 3,
        "renews_months": 0,
        "extension_options": 0,
        "extension_months": 0,
    }
    refused = client.post(address, {**typed, "applications": [used.pk, other.pk]})
    assert refused.status_code == 422
    assert client.post(address, {**typed, "applications": []}).status_code == 422
    assert client.post(address, {**typed, "applications": [used.pk]}).status_code == 302
    made = Agreement.objects.get()
    for page in ("andra", "part", "uppsagning", "option"):
        assert client.get(f"/avtal/{made.pk}/{page}/").status_code == 200, page


def test_the_list_costs_as_many_queries_for_many_as_for_few(
    people, as_person, django_assert_max_num_queries
) -> None:
    client = as_person(people.anna)
    used = factories.application(people.amal)
    for number in range(30):
        made = factories.agreement(
            people.amal, f"Avtal {number}", ends_on=dt.date(2008, 1, 1), kind="supplier"
        )
        made.applications.add(used)
    with django_assert_max_num_queries(45) as seen:
        client.get("/avtal/")
    few = len(seen)
    for number in range(30, 45):
        made = factories.agreement(
            people.amal, f"Avtal {number}", ends_on=dt.date(2008, 1, 1), kind="supplier"
        )
        made.applications.add(used)
    with django_assert_max_num_queries(few):
        client.get("/avtal/")
