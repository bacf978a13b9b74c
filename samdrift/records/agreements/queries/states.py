"""Where agreements stand: lists, counts, start pages, pictures and the API all ask here."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext

from samdrift.core.agreement_state import TO_ACT_ON, State, StateOnDay, state_on
from samdrift.core.notice import current_end
from samdrift.core.searching import have_words, sought_parts
from samdrift.core.swedish import swedish_key
from samdrift.foundation.organisations.access import may_anywhere
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Appointment, Kind, Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.reading import remembered_while_reading
from samdrift.foundation.organisations.roles import Role
from samdrift.records.agreements.lead_times import lead_times_of
from samdrift.records.agreements.models import (
    Agreement,
    AgreementKind,
    Party,
    PartyRole,
)
from samdrift.records.agreements.queries.keeping import owned_applications
from samdrift.records.agreements.queries.past import agreements_as_of, parties_on
from samdrift.records.agreements.queries.visible import known_coverings, visible_agreements
from samdrift.records.register.models import (
    Application,
    FieldGroup,
    Phase,
    Responsibility,
    ResponsibilityRole,
)
from samdrift.records.register.queries import (
    applications_whose,
    own_organisation_ids,
)


def states_on(agreements: Iterable[Agreement], on: dt.date) -> dict[int, StateOnDay]:
    """Where each agreement stands on a day; five queries at most, however many they are."""
    listed = list(agreements)
    settled = lead_times_of(each.responsible_id for each in listed) if listed else {}
    for each in listed:
        each.lead_times = settled.get(each.responsible_id, [])
    over = [
        each for each in listed if (end := current_end(each.terms, on)) is not None and end < on
    ]
    left = _without_other_cover(over, on) if over else set()
    return {each.pk: state_on(each.ending(on, uncovered=each.pk in left), on) for each in listed}


def state_of(agreement: Agreement, on: dt.date) -> StateOnDay:
    return states_on([agreement], on)[agreement.pk]


@dataclass(frozen=True)
class AgreementRow:
    """An agreement with where it stands, and what it is to the reader.

    own_roles: what the reader's organisation is in it, in words. is_mine: does it cover an application that the reader
    owns? on: the day. applications, parties: names the reader may see.
    others, calm: for the order, the reader's own and those to act on first.
    """

    agreement: Agreement
    standing: StateOnDay
    own_roles: str
    is_mine: bool
    on: dt.date
    applications: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def pk(self) -> int:
        return self.agreement.pk

    @property
    def shown_on(self) -> dt.date | None:
        """The day, where it is another than today."""
        return None if self.on == today() else self.on

    @property
    def title(self) -> str:
        return self.agreement.title

    @property
    def kind(self) -> str:
        return self.agreement.kind

    @property
    def renewal(self) -> str:
        return self.agreement.renewal

    @property
    def responsible(self) -> Organisation:
        return self.agreement.responsible

    @property
    def starts_on(self) -> dt.date | None:
        return self.agreement.starts_on

    @cached_property
    def current_end(self) -> dt.date | None:
        return self.agreement.days_as_of(self.on)["current_end"]

    @cached_property
    def last_notice_on(self) -> dt.date | None:
        return self.agreement.days_as_of(self.on)["last_notice_on"]

    @property
    def price(self) -> int | None:
        price: int | None = self.agreement.seen_price_ore  # type: ignore[attr-defined]  # annotated by the question
        return price

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def place(self) -> int:
        return list(State).index(self.state)

    @property
    def day(self) -> dt.date | None:
        return self.standing.day

    @property
    def needs_action(self) -> bool:
        return self.standing.needs_action

    @property
    def in_force(self) -> bool:
        return self.state not in {State.OVER, State.EXPIRED_IN_USE, State.NOT_BEGUN}

    @property
    def is_own(self) -> bool:
        return bool(self.own_roles)

    @property
    def others(self) -> bool:
        return not self.is_own

    @property
    def calm(self) -> bool:
        return not self.needs_action


@remembered_while_reading
def agreement_rows(person: Person, on: dt.date) -> list[AgreementRow]:
    """Every agreement that a person may see, with where it stands: lists, counts and pictures come from here.

    On an earlier day: those that the register had then, as they were; they must never be saved. A fixed number of
    queries. The order: the own organisation's first, of them those to act on by their day.
    """
    seen = visible_agreements(person).select_related("responsible").order_by("title", "pk")
    agreements = agreements_as_of(person, seen, on)
    standing = states_on(agreements, on)
    roles = _own_roles(person, agreements, on)
    mine = set(
        Agreement.applications.through.objects.filter(
            application__in=owned_applications(person).order_by().values("pk")
        ).values_list("agreement", flat=True)
    )
    rows = [
        AgreementRow(each, standing[each.pk], roles.get(each.pk, ""), each.pk in mine, on)
        for each in agreements
    ]
    far = dt.date.max
    return sorted(
        rows, key=lambda row: (row.others, row.calm, row.day or far, swedish_key(row.title), row.pk)
    )


def _own_roles(person: Person, agreements: Iterable[Agreement], on: dt.date) -> dict[int, str]:
    """What the person's own organisation is in each agreement, in words; those it has no part in are left out."""
    own = own_organisation_ids(person)
    roles: dict[int, list[str]] = {}
    for each in agreements:
        if each.responsible_id in own:
            roles[each.pk] = [gettext("Keeps the agreement")]
    for agreement, parties in parties_on([each.pk for each in agreements], on).items():
        held = sorted(each["role"] for each in parties if each["organisation_id"] in own)
        for words in dict.fromkeys(str(PartyRole(role).label) for role in held):
            roles.setdefault(agreement, []).append(words)
    return {key: ", ".join(words) for key, words in roles.items()}


def rows_found(person: Person, rows: Sequence[AgreementRow], text: str) -> list[AgreementRow]:
    """The rows where every word stands in the title, the number, a party or an application that the person may see.

    Words are found as everywhere: inflected and in compounds, never inside others. Two queries.
    """
    sought = sought_parts(text)
    if not sought:
        return []
    said: dict[int, list[str]] = defaultdict(list)
    covering = known_coverings(person).today.values_list("agreement", "application__name")
    binding = Party.objects.values_list("agreement", "organisation__name")
    for agreement, name in [*covering, *binding]:
        said[agreement].append(name)
    return [
        row
        for row in rows
        if have_words(
            [row.title, row.agreement.number, str(row.responsible), *said[row.pk]], sought
        )
    ]


@dataclass(frozen=True)
class ToDecide:
    """How many agreements stand in a state, and the list's own filters that show exactly those.

    first_day: the first day by which one is to be decided on, or on which one ended; None where none is known.
    """

    state: State
    number: int
    query: str
    first_day: dt.date | None


def agreements_to_decide(person: Person, rows: Iterable[AgreementRow]) -> list[ToDecide]:
    """What a person has to decide on, the most pressing first.

    Whoever is appointed to keep agreements is told of the own organisation's, the federation's people of all; an owner
    of those that cover the own applications; others of none.
    """
    wanted, scope = _whose(person)
    found: dict[State, list[AgreementRow]] = defaultdict(list)
    for row in rows:
        if row.needs_action and wanted(row):
            found[row.state].append(row)
    return [
        ToDecide(
            state,
            len(found[state]),
            f"?lage={state}{scope}",
            min((row.day for row in found[state] if row.day), default=None),
        )
        for state in TO_ACT_ON
        if found[state]
    ]


def rows_to_decide_on(person: Person, rows: Iterable[AgreementRow]) -> list[AgreementRow]:
    """Those that are the person's to decide on, whether it is time or not: as `agreements_to_decide` chooses."""
    wanted, _scope = _whose(person)
    return [row for row in rows if wanted(row)]


def _whose(person: Person) -> tuple[Callable[[AgreementRow], bool], str]:
    if may_anywhere(person, Permission.EDIT_AGREEMENT):
        if person.organisation is not None and person.organisation.kind == Kind.FEDERATION:
            return lambda row: True, ""
        return lambda row: row.is_own, "&egna=1"
    return lambda row: row.is_mine, "&mina=1"


def people_to_act(person: Person, agreement: Agreement, on: dt.date) -> list[tuple[Person, str]]:
    """Who should act on an agreement, with why: owners of what it covers, and the IT manager of who keeps it.

    Owners are told where the reader may see the people of that application.
    """
    shown = applications_whose(person, FieldGroup.PEOPLE).order_by().values("pk")
    owners = Responsibility.objects.on(on).filter(
        application__in=agreement.applications.values("pk"), role=ResponsibilityRole.OWNER
    )
    found = [
        (each.person, gettext("owns %(name)s") % {"name": each.application})
        for each in owners.filter(application__in=shown).select_related("person", "application")
    ]
    managers = Appointment.objects.on(on).filter(
        organisation=agreement.responsible_id, role=Role.IT_MANAGER
    )
    words = gettext("IT manager of %(name)s") % {"name": agreement.responsible}
    found += [(each.person, words) for each in managers.select_related("person")]
    return found


def _without_other_cover(over: Iterable[Agreement], on: dt.date) -> set[int]:
    """Those that are over while something they cover is in use, and no other of their kind is in force for it."""
    kinds = {each.pk: each.kind for each in over}
    in_use = Application.objects.on(on).exclude(phase=Phase.RETIRED)
    covers = Agreement.applications.through.objects.filter(application__in=in_use)
    links = list(covers.filter(agreement__in=list(kinds)).values_list("agreement", "application"))
    in_force = covers.filter(agreement__in=Agreement.objects.in_force(on))
    concerned = list({application for _agreement, application in links})
    covered = set(
        in_force.filter(application__in=concerned).values_list("application", "agreement__kind")
    )
    return {
        agreement
        for agreement, application in links
        if not any((application, kind) in covered for kind in _kinds_like(kinds[agreement]))
    }


def _kinds_like(kind: str) -> tuple[str, ...]:
    """What can stand in another's place: a licence agreement in a supplier agreement's, else the same kind."""
    bought = (AgreementKind.SUPPLIER.value, AgreementKind.LICENCE.value)
    return bought if kind in bought else (kind,)
