"""The guide through a year: where it stands, with counts, and what to do next."""

from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samdrift.core.money import format_kronor
from samdrift.decisions.overview.queries.municipality_costs import own_departments
from samdrift.decisions.overview.queries.progress import LinesState, YearProgress, year_progress
from samdrift.decisions.settlement.models import Settlement
from samdrift.decisions.settlement.queries.visible import settles
from samdrift.decisions.sharing.access import sharing_federation
from samdrift.decisions.sharing.queries.visible import (
    owned_applications,
    sees_costs,
    visible_payers,
)
from samdrift.foundation.organisations.kept_facts import FactName, fact_now
from samdrift.foundation.organisations.models import Organisation, Person, Unit
from samdrift.foundation.organisations.queries import federation_of
from samdrift.records.spending.models import CostKind
from samdrift.records.spending.queries import budgets_something

MOST_NAMES = 4


@dataclass(frozen=True)
class GuideStep:
    """A step of the year: what it is, whether it is done, where it stands in words, and where to go on."""

    label: str
    done: bool
    words: str
    url: str
    url_label: str
    state: str = ""  # done, now or later


GUIDE = "year_guide"


def year_guide(person: Person, year: int) -> dict[str, Any] | None:
    """The year's steps for who sees the federation's costs; None for others. As the register is now, in one's language.

    What is kept is taken only where nothing has been recorded since.
    """
    if not sees_costs(person) or federation_of(person) is None:
        return None
    language = get_language()
    fact = fact_now(
        FactName(GUIDE, year, person.pk), lambda value: value and value["language"] == language
    )
    if fact.value is None or not fact.value["steps"]:
        return None
    return {**fact.value, "steps": [GuideStep(**step) for step in fact.value["steps"]]}


def guide_now(year: int, reader_pk: int | None) -> dict[str, Any]:
    """The same of one reader, as JSON holds it; without steps where there is nothing to share."""
    reader = Person.objects.filter(pk=reader_pk).first() if reader_pk else None
    guide = _guide_of(reader, year) if reader else None
    steps = [asdict(step) for step in guide["steps"]] if guide else []
    known = {each: guide[each] for each in ("year", "year_text", "done")} if guide else {}
    return {**known, "steps": steps, "language": get_language()}


def _guide_of(person: Person, year: int) -> dict[str, Any] | None:
    progress = year_progress(person, year)
    if not progress.budget.subjects:
        return None
    steps = _steps(person, progress)
    now = next((place for place, step in enumerate(steps) if not step.done), len(steps))
    shown = [
        GuideStep(
            step.label,
            step.done,
            step.words,
            step.url,
            step.url_label,
            "done" if step.done else "now" if place == now else "later",
        )
        for place, step in enumerate(steps)
    ]
    return {
        "year": year,
        "year_text": str(year),
        "steps": shown,
        "done": sum(step.done for step in steps),
    }


def _steps(person: Person, progress: YearProgress) -> list[GuideStep]:
    budget, actual, year = progress.budget, progress.actual, progress.year
    return [
        _entry_step(person, _("Budget entered"), budget, year, CostKind.BUDGET),
        _approval_step(_("Budget approved"), budget, year, CostKind.BUDGET),
        _sharing_step(_("Budget shared"), budget, year, CostKind.BUDGET, person),
        _settlement_step(
            _("Charged preliminarily"), progress.preliminary, year, person, "preliminary"
        ),
        _entry_step(person, _("Outcome entered"), actual, year, CostKind.ACTUAL),
        _approval_step(_("Outcome approved"), actual, year, CostKind.ACTUAL),
        _settlement_step(_("Settled"), progress.final, year, person, "final"),
        _export_step(progress),
    ]


def _rows(year: int, kind: str) -> str:
    return f"{reverse('cost_line_list')}?ar={year}&slag={kind}"


def _entry_step(person: Person, label: str, state: LinesState, year: int, kind: str) -> GuideStep:
    having = state.subjects - len(state.lacking)
    words = _("%(having)s of %(all)s joint costs have lines, %(kronor)s kr.") % {
        "having": having,
        "all": state.subjects,
        "kronor": format_kronor(state.total_ore),
    }
    if state.lacking and having:
        words += " " + _("Lacking: %(names)s.") % {"names": _first_names(list(state.lacking))}
    if state.is_entered or not budgets_something(person):
        return GuideStep(label, state.is_entered, words, _rows(year, kind), _("The cost lines"))
    before = year - 1 if kind == CostKind.BUDGET else year
    asked = f"?ar={before}&slag={CostKind.BUDGET}&till_ar={year}&till_slag={kind}&index=0"
    link = _("Begin with last year's") if kind == CostKind.BUDGET else _("Begin with the budget")
    return GuideStep(label, False, words, reverse("cost_copy") + asked, link)


def _approval_step(label: str, state: LinesState, year: int, kind: str) -> GuideStep:
    if not state.lines:
        return GuideStep(
            label, False, _("No line is entered yet."), _rows(year, kind), _("The cost lines")
        )
    words = ngettext(
        "%(approved)s of %(number)s line is approved.",
        "%(approved)s of %(number)s lines are approved.",
        state.lines,
    ) % {"approved": state.approved, "number": state.lines}
    if state.waiting:
        names = [
            f"{name or _('nobody: no system owner')} ({number})"
            for name, number in state.waiting.items()
        ]
        words += " " + _("Waits for %(names)s.") % {"names": _first_names(names)}
    url = reverse("cost_waiting") if state.waiting else _rows(year, kind)
    link = _("What is not approved") if state.waiting else _("The cost lines")
    return GuideStep(label, state.is_approved, words, url, link)


def _sharing_step(label: str, state: LinesState, year: int, kind: str, person: Person) -> GuideStep:
    words = _("No cost is approved yet.")
    if state.shareable:
        words = _("%(shared)s of %(all)s approved costs are shared as they now stand.") % {
            "shared": state.shared,
            "all": state.shareable,
        }
    if state.is_shared or not sharing_federation(person):
        url = f"{reverse('cost_overview')}?ar={year}&slag={kind}"
        return GuideStep(label, state.is_shared, words, url, _("Who pays what"))
    url = f"{reverse('share_all')}?ar={year}&slag={kind}"
    return GuideStep(label, False, words, url, _("Share what is approved"))


def _settlement_step(
    label: str, made: Settlement | None, year: int, person: Person, kind: str
) -> GuideStep:
    if made is not None:
        words = _("Made %(day)s by %(name)s.") % {"day": made.made_on, "name": made.made_by}
        page = reverse("settlement_page", args=[made.pk])
        return GuideStep(label, True, words, page, _("Who pays whom"))
    if settles(person):
        url = f"{reverse('settlement_add')}?ar={year}&slag={kind}"
        return GuideStep(label, False, _("Not made."), url, _("Charge or settle"))
    return GuideStep(
        label, False, _("Not made."), reverse("settlement_list"), _("What has been made")
    )


def _export_step(progress: YearProgress) -> GuideStep:
    """The files of the latest charges or settlement: for how many of those that pay or are paid they are written."""
    label, latest = _("Vouchers and invoices"), progress.latest
    if latest is None:
        return GuideStep(label, False, _("Not made."), "", "")
    words = _("%(exported)s of %(all)s municipalities have theirs for %(what)s.") % {
        "exported": progress.exported,
        "all": progress.parties,
        "what": str(latest).lower(),
    }
    done = progress.final is not None and 0 < progress.parties == progress.exported
    files = reverse("export_list", args=[latest.pk])
    return GuideStep(label, done, words, files, _("Make the files"))


def _first_names(names: list[str]) -> str:
    """The first few, and how many more."""
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return f"{shown} {_('and %(number)s more') % {'number': more}}" if more > 0 else shown


def cost_links(person: Person) -> list[dict[str, str]]:
    """Where a person's own costs are: of the municipality, the departments, the applications that one owns."""
    found = []
    organisation = person.organisation
    if organisation is not None and visible_payers(person).filter(pk=organisation.pk).exists():
        found.append(_own(_("What %(name)s pays"), organisation, "municipality_page"))
    found += [
        _own(_("What IT costs %(name)s"), unit, "department_page")
        for unit in own_departments(person)
    ]
    if owned_applications(person).exists():
        found.append({"label": _("What my applications cost"), "url": reverse("own_applications")})
    return found


def _own(words: str, whose: Organisation | Unit, name: str) -> dict[str, str]:
    label = words % {"name": whose if isinstance(whose, Organisation) else whose.name}
    return {"label": label, "url": reverse(name, args=[whose.pk])}
