"""What is done before the pages have anything to show: for a federation's administrator and a member's IT manager."""

from dataclasses import dataclass, replace

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samdrift.decisions.policy.present import state_sentence
from samdrift.decisions.policy.queries import Counted
from samdrift.decisions.policy.queries.validity import PolicyState
from samdrift.foundation.organisations.access import may, may_anywhere
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import (
    Appointment,
    Kind,
    Organisation,
    Person,
    UnitKind,
)
from samdrift.foundation.organisations.permissions import Permission
from samdrift.foundation.organisations.queries import members_of
from samdrift.foundation.organisations.roles import Role
from samdrift.records.register.queries import visible_applications

FEWEST_MEMBERS = 2  # nobody collaborates alone


@dataclass(frozen=True)
class FirstStep:
    """A step of the beginning: what it is, whether it is done, where it stands in words, and where it is done."""

    label: str
    done: bool
    words: str
    url: str
    url_label: str
    state: str = ""  # done, now or later


def first_steps(
    person: Person, federation: Organisation, policy: Counted | None
) -> list[FirstStep]:
    """The steps of the beginning, in order; none for others than who adds organisations, and none when all are done."""
    if not may_anywhere(person, Permission.MANAGE_ORGANISATIONS):
        return []
    members = {each.pk for each in members_of(federation)}
    managed = _those_with_it_manager(members)
    registered = set(
        visible_applications(person)
        .on(today())
        .filter(host__in=members)
        .order_by()
        .values_list("host_id", flat=True)
        .distinct()
    )
    steps = [
        FirstStep(
            _("The municipalities"),
            len(members) >= FEWEST_MEMBERS,
            _members_words(len(members)),
            reverse("organisation_add") + "?medlem=1",
            _("Add a municipality"),
        ),
        FirstStep(
            _("IT managers"),
            len(members) >= FEWEST_MEMBERS and managed == members,
            _share_words(len(managed), len(members), _("%(having)s of %(all)s have one.")),
            *_it_manager_page(sorted(members - managed)),
        ),
        FirstStep(
            _("The municipalities' registers"),
            len(members) >= FEWEST_MEMBERS and registered == members,
            _share_words(
                len(registered), len(members), _("%(having)s of %(all)s have applications.")
            ),
            reverse("upload_new"),
            _("Read in a register"),
        ),
        _policy_step(policy),
    ]
    return _place_steps(steps)


def _it_manager_page(lacking: list[int]) -> tuple[str, str]:
    """Where the next IT manager is added: a new person in the first municipality that has none, with the role."""
    if not lacking:
        return reverse("organisation_list"), _("Choose a municipality")
    page = reverse("person_add", args=[lacking[0]]) + f"?roll={Role.IT_MANAGER}"
    name = Organisation.objects.get(pk=lacking[0])
    return page, _("Add the IT manager of %(organisation)s") % {"organisation": name}


def _place_steps(steps: list[FirstStep]) -> list[FirstStep]:
    """The steps with which of them is next; none when all are done."""
    if all(step.done for step in steps):
        return []
    now = next(place for place, step in enumerate(steps) if not step.done)
    return [_place_step(step, place, now) for place, step in enumerate(steps)]


def first_steps_of_member(person: Person) -> list[FirstStep]:
    """The steps of a municipality's beginning, for its IT manager; none for others and none when all are done."""
    own = person.organisation
    is_a_members = own is not None and own.kind != Kind.FEDERATION
    if own is None or not is_a_members or not may(person, Permission.IMPORT_REGISTER, own):
        return []
    begun = _begun(person, own)
    if all(begun.values()):
        return []
    number = visible_applications(person).on(today()).filter(host=own).count()
    colleagues = Person.objects.active().filter(organisation=own).exclude(pk=person.pk).count()
    unit = own.units.filter(kind=UnitKind.IT_UNIT).first()
    own_page = reverse("organisation_page", args=[own.pk])
    return _place_steps(
        [
            FirstStep(
                _("Your register"),
                number > 0,
                ngettext(
                    "%(number)s application is read in.",
                    "%(number)s applications are read in.",
                    number,
                )
                % {"number": number}
                if number
                else _("A spreadsheet of the systems that you have is enough."),
                reverse("upload_new"),
                _("Read in your register"),
            ),
            FirstStep(
                _("Your IT unit"),
                unit is not None,
                unit.name if unit else _("What it does and how much it can operate."),
                own_page,
                _("To %(organisation)s") % {"organisation": own},
            ),
            FirstStep(
                _("Your colleagues"),
                colleagues > 0,
                ngettext(
                    "%(number)s colleague is added.", "%(number)s colleagues are added.", colleagues
                )
                % {"number": colleagues}
                if colleagues
                else _("Those who answer for systems can be appointed when they are added."),
                own_page,
                _("Add a colleague"),
            ),
        ]
    )


def _begun(person: Person, own: Organisation) -> dict[str, object]:
    """Has the municipality applications, an IT unit and colleagues? One question."""
    rows = {
        "applications": visible_applications(person).on(today()).filter(host=own).order_by(),
        "unit": own.units.filter(kind=UnitKind.IT_UNIT),
        "colleagues": Person.objects.active().filter(organisation=own).exclude(pk=person.pk),
    }
    asked = {name: Exists(each) for name, each in rows.items()}
    return dict(Organisation.objects.filter(pk=own.pk).values(**asked).get())


def _policy_step(policy: Counted | None) -> FirstStep:
    """Done when some municipality has adopted the policy and its time is not over."""
    if policy is None:
        words, url = _("A template is there to begin from."), "policy_template"
        label = _("Take the policy from the template")
    else:
        words, url = state_sentence(policy.status.policy, policy.state), "policy"
        label = _("To the policy")
        if policy.state in {PolicyState.OVER, PolicyState.OVER_UNADOPTED}:
            url, label = "policy_adopt", _("Read in a policy")
    done = policy is not None and policy.state in {PolicyState.HOLDS, PolicyState.NOT_BEGUN}
    return FirstStep(
        _("The policy"), done, _("The policy is adopted.") if done else words, reverse(url), label
    )


def _place_step(step: FirstStep, place: int, now: int) -> FirstStep:
    state = "done" if step.done else "now" if place == now else "later"
    return replace(step, state=state)


def _those_with_it_manager(members: set[int]) -> set[int]:
    rows = Appointment.objects.on(today()).filter(role=Role.IT_MANAGER, organisation__in=members)
    return set(rows.values_list("organisation_id", flat=True))


def _members_words(number: int) -> str:
    if not number:
        return _("No municipality is a member yet.")
    return ngettext(
        "%(number)s municipality is a member.", "%(number)s municipalities are members.", number
    ) % {"number": number}


def _share_words(having: int, every: int, words: str) -> str:
    """How many of the members; nothing is counted of none."""
    if not every:
        return _("When the municipalities are members.")
    return words % {"having": having, "all": every}
