"""What one act changed is kept whole, whichever way it was stored, and put back in every column or not at all."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models, transaction

from samdrift.foundation.audit.actions import event_of, facts, record, store_events
from samdrift.foundation.audit.clock import now
from samdrift.foundation.audit.keeping import changes_kept
from samdrift.foundation.audit.models import AuditEvent, Change, ChangeSet
from samdrift.foundation.audit.past import past_of, removed_since
from samdrift.foundation.audit.queries import history_of
from samdrift.foundation.audit.since import ChangedSinceError
from samdrift.foundation.audit.watching import UnseenWriteError
from samdrift.foundation.organisations.actions import (
    drop_old_values,
    erase_person,
    undo_changes,
)
from samdrift.foundation.organisations.models import Organisation, Unit
from samdrift.foundation.organisations.undoable import (
    UndoableAct,
    add_undoable_act,
    undoable_act,
    visible_change_sets,
)
from samdrift.records.intake.models import ProductChoice
from samdrift.records.register.actions import change_application
from samdrift.records.register.models import (
    Application,
    Participation,
    Product,
    Responsibility,
    SearchWord,
)
from tests import factories
from tests.everything_stored import everything_stored
from tests.people import LONG_AGO, Society

ACT = "register.tried"


@pytest.fixture(autouse=True)
def _an_act(monkeypatch: pytest.MonkeyPatch) -> None:
    """An act about an organisation, which its own people may undo."""
    monkeypatch.setattr("samdrift.foundation.organisations.undoable._ACTS", {})
    add_undoable_act(
        UndoableAct(
            act=ACT,
            undone="register.tried_undone",
            visible=lambda person: Organisation.objects.filter(pk=person.organisation_id),
            may_undo=lambda person, thing: person.organisation_id == thing.pk,
        )
    )


def _kept(people: Society, act: Callable[[], Any]) -> ChangeSet:
    with transaction.atomic(), changes_kept(ACT, about=people.amal, by=people.anna) as kept:
        act()
    return ChangeSet.objects.get(pk=kept.pk)


def _told(kept: ChangeSet) -> set[tuple[str, str]]:
    return {(each.kind, each.model) for each in kept.changes.all()}


def _undo(people: Society, kept: ChangeSet) -> None:
    undo_changes(by=people.anna, change_set=ChangeSet.objects.get(pk=kept.pk), why="Fel fil")


WAYS: dict[str, Callable[[Society, Application], Any]] = {
    "save a new one": lambda people, _app: factories.application(people.amal, "Ny"),
    "save a known one": lambda _people, app: (setattr(app, "name", "Annat"), app.save()),
    "save some fields": lambda _people, app: app.save(update_fields=["changed_at"]),
    "bulk_create": lambda people, _app: Application.objects.bulk_create(
        Application(name=f"Ny {each}", host=people.amal, starts_on=LONG_AGO) for each in range(30)
    ),
    "bulk_create with keys": lambda people, _app: Unit.objects.bulk_create(
        [Unit(pk=900_001, organisation=people.amal, name="Ny enhet")]
    ),
    "bulk_create over what stands": lambda people, _app: ProductChoice.objects.bulk_create(
        [ProductChoice(organisation=people.amal, name_key=key) for key in ("känd", "ny")],
        update_conflicts=True,
        unique_fields=["organisation", "name_key"],
        update_fields=["product"],
    ),
    "bulk_create but not over what stands": lambda people, _app: ProductChoice.objects.bulk_create(
        [ProductChoice(organisation=people.amal, name_key=key) for key in ("känd", "ny")],
        ignore_conflicts=True,
    ),
    "bulk_update": lambda _people, app: (
        setattr(app, "name", "Annat"),
        Application.objects.bulk_update([app], ["name"]),
    ),
    "update": lambda _people, _app: Application.objects.update(more={"Å": [1.0, None, "ö"]}),
    "update over a join": lambda _people, _app: Application.objects.filter(
        host__name__startswith="Åmål"
    ).update(more={"sedan": "2010"}),
    "update by an expression": lambda _people, _app: Application.objects.update(
        name=models.functions.Upper("name")
    ),
    "delete one": lambda _people, app: app.delete(),
    "delete many": lambda _people, _app: Participation.objects.all().delete(),
    "delete over a join": lambda _people, _app: Participation.objects.filter(
        application__host__name__startswith="Åmål"
    ).delete(),
    "add to many": lambda people, app: factories.agreement(people.amal).applications.add(app),
    "add to many what is there": lambda _people, app: app.agreements.get().applications.add(
        app, factories.application(app.host, "En till")
    ),
    "take from many": lambda _people, app: app.agreements.get().applications.clear(),
    "set many": lambda _people, app: app.agreements.set([]),
    "update_or_create": lambda people, app: Responsibility.objects.update_or_create(
        application=app, person=people.anna, role="owner", starts_on=LONG_AGO
    ),
    "taken back on the way": lambda people, _app: _taken_back(people),
    "added and removed": lambda people, _app: factories.application(people.amal, "Ny").delete(),
}


def _taken_back(people: Society) -> None:
    try:
        with transaction.atomic():
            Application.objects.all().update(name="Allt")
            factories.application(people.amal, "Aldrig")
            raise ValidationError("nej")
    except ValidationError:
        factories.application(people.amal, "Ändå")


@pytest.fixture
def app(people: Society) -> Application:
    made = factories.application(people.amal, "Raindance", more={"kolumn": "värde"})
    factories.participation(made, people.amal)
    factories.participation(made, people.mellerud)
    ProductChoice.objects.create(
        organisation=people.amal, name_key="känd", product=factories.product()
    )
    factories.agreement(people.amal).applications.add(made)
    return made


@pytest.mark.parametrize("way", WAYS)
def test_whichever_way_rows_are_stored_all_is_kept_and_put_back(
    people: Society, app: Application, way: str
) -> None:
    before = everything_stored()
    kept = _kept(people, lambda: WAYS[way](people, app))
    after = everything_stored()
    differing = {
        (label, key)
        for label in before.keys() | after.keys()
        for key in before[label].keys() | after[label].keys()
        if before[label].get(key) != after[label].get(key)
    }
    told = {(each.model, each.row_key) for each in kept.changes.all()}
    assert told == {(label, str(key)) for label, key in differing}
    if told:
        _undo(people, kept)
    assert everything_stored() == before


def test_sql_written_by_hand_is_refused(people: Society, app: Application) -> None:
    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE register_application SET name = 'x'")

    with pytest.raises(UnseenWriteError, match="register_application"):
        _kept(people, by_hand)
    app.refresh_from_db()
    assert (app.name, ChangeSet.objects.count()) == ("Raindance", 0)


def test_rows_that_changed_places_find_back(people: Society) -> None:
    """A unique rule and a rule of days stand against every single step."""
    one = factories.application(people.amal, "Ett")
    both = [
        Responsibility.objects.create(
            application=one, person=person, role="owner", starts_on=start, ends_on=end
        )
        for person, start, end in (
            (people.anna, LONG_AGO, dt.date(2004, 12, 31)),
            (people.bo, dt.date(2005, 1, 1), None),
        )
    ]
    before = everything_stored()

    def change_places() -> None:
        last, first = [(each.starts_on, each.ends_on) for each in both]
        Responsibility.objects.all().delete()
        for each, (starts_on, ends_on) in zip(both, (first, last), strict=True):
            each.starts_on, each.ends_on = starts_on, ends_on
        Responsibility.objects.bulk_create(both)

    kept = _kept(people, change_places)
    assert _told(kept) == {("changed", "register.responsibility")}
    _undo(people, kept)
    assert everything_stored() == before


@pytest.fixture
def kept(people: Society, app: Application) -> ChangeSet:
    """An act that added an application and changed another, told in the log."""

    def act() -> None:
        before = facts(app)
        app.name = "Annat"
        app.save()
        record("register.application_changed", app, by=people.anna, before=before, after=facts(app))
        new = factories.application(people.amal, "Ny")
        store_events(
            [event_of("register.application_added", new, by=people.anna, after=facts(new))]
        )

    return _kept(people, act)


def test_the_history_tells_that_it_was_undone_and_an_earlier_day_reads_as_it_was(
    people: Society, app: Application, kept: ChangeSet
) -> None:
    assert AuditEvent.objects.filter(change_set_id=kept.pk).count() == 2
    new = Application.objects.get(name="Ny")
    _undo(people, kept)
    told = history_of(app)
    assert (told[0].why, told[0].by) == ("Fel fil", str(people.anna))
    assert [(each.before, each.after) for each in told[0].changes] == [("Annat", "Raindance")]
    yesterday = (now() - dt.timedelta(days=1)).date()
    assert past_of(Application, yesterday).fields[str(app.pk)]["name"] == "Raindance"
    assert new.pk not in {each.pk for each in removed_since(Application, yesterday)}
    stored = ChangeSet.objects.get(pk=kept.pk)
    assert (stored.undone_by_name, stored.undone_why) == (str(people.anna), "Fel fil")


def test_it_is_undone_by_who_may_and_once(people: Society, kept: ChangeSet) -> None:
    assert list(visible_change_sets(people.anna)) == [kept]
    assert not visible_change_sets(people.bo).exists()
    for who in (people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            undo_changes(by=who, change_set=kept, why="x")
    with pytest.raises(ValidationError) as refused:
        undo_changes(by=people.anna, change_set=kept, why=" ")
    assert "why" in refused.value.message_dict
    _undo(people, kept)
    after = everything_stored()
    with pytest.raises(ValidationError):
        _undo(people, kept)
    for who in (people.bo, people.cilla):
        with pytest.raises(PermissionDenied):
            undo_changes(by=who, change_set=ChangeSet.objects.get(pk=kept.pk), why="x")
    assert everything_stored() == after


def _edit(people: Society, app: Application) -> None:
    stored = Application.objects.get(pk=app.pk)
    stored.name = "Senare namn"
    change_application(by=people.anna, application=stored)


@pytest.mark.parametrize(
    "meanwhile",
    [
        _edit,
        lambda _people, app: Application.objects.filter(pk=app.pk).update(more={"senare": 1}),
        lambda people, _app: factories.participation(
            Application.objects.get(name="Ny"), people.mellerud
        ),
        lambda people, _app: factories.agreement(people.amal).applications.add(
            Application.objects.get(name="Ny")
        ),
        lambda _people, _app: Application.objects.get(name="Ny").delete(),
    ],
    ids=["edited", "changed unseen", "referred to", "referred to by many", "removed"],
)
def test_what_has_changed_since_is_told_and_nothing_is_put_back(
    people: Society, app: Application, kept: ChangeSet, meanwhile: Callable[..., Any]
) -> None:
    meanwhile(people, app)
    before = everything_stored()
    events = AuditEvent.objects.count()
    with pytest.raises(ChangedSinceError) as refused:
        _undo(people, kept)
    assert len(refused.value.places) == 1
    assert any(name in " ".join(refused.value.messages) for name in ("Annat", "Ny", "Senare"))
    assert everything_stored() == before
    assert AuditEvent.objects.count() == events
    assert ChangeSet.objects.get(pk=kept.pk).undone_at is None


def test_who_and_which_field_is_told(people: Society, app: Application, kept: ChangeSet) -> None:
    _edit(people, app)
    with pytest.raises(ChangedSinceError) as refused:
        _undo(people, kept)
    words = " ".join(refused.value.messages)
    assert str(people.anna) in words
    assert "Annat → Senare namn" in words


def test_some_are_named_and_the_rest_counted(people: Society) -> None:
    kept = _kept(
        people, lambda: [factories.application(people.amal, f"App {each}") for each in range(20)]
    )
    Application.objects.update(name=models.functions.Concat("name", models.Value(" ändrad")))
    with pytest.raises(ChangedSinceError) as refused:
        _undo(people, kept)
    assert len(refused.value.places) == 20
    assert len(refused.value.messages) == 6
    assert "15" in refused.value.messages[-1]


def test_what_a_search_finds_is_as_it_was(people: Society) -> None:
    """Words are made anew from the rows, so they are no part of the set."""
    factories.product("Raindance")
    removed = factories.application(people.amal, "Bortglömd")

    def words() -> set[Any]:
        return set(SearchWord.objects.values_list("application", "product", "word"))

    def act() -> None:
        Product.objects.bulk_update(
            [Product(pk=Product.objects.get().pk, name="Agresso")], ["name"]
        )
        factories.application(people.amal, "Tillagd")
        removed.delete()

    before = words()
    kept = _kept(people, act)
    assert words() != before
    _undo(people, kept)
    assert words() == before


def test_what_a_row_pointed_at_before_must_still_be_there(people: Society) -> None:
    old, new = factories.product("Gammal"), factories.product("Ny produkt")
    app = factories.application(people.amal, product=old)
    kept = _kept(people, lambda: Application.objects.filter(pk=app.pk).update(product=new))
    old.delete()
    before = everything_stored()
    with pytest.raises(ValidationError):
        _undo(people, kept)
    assert everything_stored() == before


def test_a_room_may_say_why_not(people: Society, kept: ChangeSet) -> None:
    act = undoable_act(kept)
    add_undoable_act(
        UndoableAct(act.act, act.undone, act.visible, act.may_undo, lambda _set: "Brevet har gått.")
    )
    with pytest.raises(ValidationError, match="Brevet har gått"):
        _undo(people, kept)


def test_an_act_within_an_act_belongs_to_the_outer(people: Society) -> None:
    def outer() -> None:
        factories.application(people.amal, "Yttre")
        with changes_kept("register.inner", about=people.amal, by=people.anna):
            factories.application(people.amal, "Inre")

    kept = _kept(people, outer)
    assert ChangeSet.objects.count() == 1
    assert kept.changes.count() == 2


def test_values_are_let_go_of_in_time(people: Society, kept: ChangeSet, settings: Any) -> None:
    settings.UNDO_DAYS = 30
    ChangeSet.objects.update(at=now() - dt.timedelta(days=29))
    assert drop_old_values() == 0
    ChangeSet.objects.update(at=now() - dt.timedelta(days=31))
    with pytest.raises(ValidationError, match="30"):
        _undo(people, kept)
    assert (drop_old_values(), drop_old_values()) == (1, 0)
    assert {(str(each.before), str(each.after)) for each in Change.objects.all()} == {("{}", "{}")}
    with pytest.raises(ValidationError, match="30"):
        _undo(people, kept)


def test_a_person_who_is_erased_is_not_kept_to_be_put_back(people: Society) -> None:
    """The whole set goes where it holds anything of the person; others can still be undone."""

    def leave() -> None:
        people.bo.employments.update(ends_on=LONG_AGO, title="Q-chef")
        people.bo.phone = "0532-99"
        people.bo.save()

    kept = _kept(people, leave)
    other = _kept(people, lambda: factories.application(people.mellerud, "Annat"))
    erase_person(by=people.administrator, person=people.bo, why="Begäran")
    said = str(list(Change.objects.values()))
    for secret in ("Q-chef", "0532-99", "bo@"):
        assert secret not in said, secret
    with pytest.raises(ValidationError):
        _undo(people, kept)
    _undo(people, other)


def test_two_at_once_undo_it_once(people: Society, kept: ChangeSet) -> None:
    """The second holds the set as it was before the first."""
    first, second = (ChangeSet.objects.get(pk=kept.pk) for _each in range(2))
    undo_changes(by=people.anna, change_set=first, why="Fel fil")
    with pytest.raises(ValidationError):
        undo_changes(by=people.anna, change_set=second, why="Fel fil")


@pytest.fixture(autouse=True)
def _nothing_is_left_watched() -> Iterator[None]:
    yield
    assert not connection.execute_wrappers
