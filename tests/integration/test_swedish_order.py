"""The same Swedish order on both databases, however the order is asked for."""

import random

from django.db import connection
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Concat
from django.urls import reverse

from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import Application, Participation
from tests import factories
from tests.people import Society
from tests.unit.test_swedish import IN_ORDER

MIXED = random.Random(2).sample(IN_ORDER, len(IN_ORDER))


def _applications(people: Society) -> None:
    for name in MIXED:
        factories.participation(factories.application(people.amal, name), people.amal)


def test_every_way_to_ask_for_an_order_gives_the_swedish_one(people: Society) -> None:
    _applications(people)
    rows = Application.objects.all()
    told = Concat(F("name"), Value(""), output_field=CharField())
    assert [each.name for each in rows] == IN_ORDER  # the model's own
    assert list(rows.order_by("name").values_list("name", flat=True)) == IN_ORDER
    assert list(rows.order_by("-name").values_list("name", flat=True)) == IN_ORDER[::-1]
    assert (
        list(rows.order_by(F("name").asc(nulls_last=True)).values_list("name", flat=True))
        == IN_ORDER
    )
    assert (
        list(rows.annotate(told=told).order_by("told").values_list("told", flat=True)) == IN_ORDER
    )
    assert list(rows.order_by("name").values_list("name", flat=True).distinct()) == IN_ORDER
    used = Participation.objects.filter(application__in=rows).order_by("application")
    assert [str(each.application) for each in used] == IN_ORDER  # a relation's own
    names = rows.values("name").annotate(Count("pk")).order_by("name")
    assert [each["name"] for each in names] == IN_ORDER
    some = rows.filter(name__in=IN_ORDER[:5]).order_by()
    both = some.union(rows.filter(name__in=IN_ORDER[5:]).order_by())
    assert len(both.order_by("pk")) == len(IN_ORDER)


def test_a_list_is_in_order_and_turned_and_in_parts(people: Society, as_person) -> None:
    _applications(people)
    client = as_person(people.anna)
    for asked, expected in (("?sortera=name", IN_ORDER), ("?sortera=-name", IN_ORDER[::-1])):
        rows = client.get(reverse("application_list") + asked).context["listing"].rows
        assert [row.name for row in rows] == expected


def test_memory_and_database_agree_on_random_texts(db: None) -> None:
    some = random.Random(3)
    alphabet = "abcvwxyzåäöABÅÄÖVWéü 0129-–/().,&_:'\"+«»!"
    texts = list(
        dict.fromkeys("".join(some.choices(alphabet, k=some.randint(1, 6))) for _ in range(400))
    )
    host = Organisation.objects.create(kind="supplier", name="x")
    Person.objects.bulk_create(
        Person(name=text, email=f"p{place}@x.example", organisation=host)
        for place, text in enumerate(texts)
    )
    found = Person.objects.filter(organisation=host).order_by("name").values_list("name", flat=True)
    assert list(found) == sorted(texts, key=swedish_key), connection.vendor
