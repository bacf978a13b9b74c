"""Changes that the register knows of and that nobody has been told of: what should be noticed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from samdrift.core.swedish import swedish_key
from samdrift.decisions.notices.models import ChangeKind, ChangeNotice
from samdrift.decisions.sharing.models import RuleState, SharingRule
from samdrift.foundation.organisations.models import Organisation
from samdrift.foundation.organisations.queries import members_of
from samdrift.records.register.models import (
    Application,
    LifecycleEvent,
    LifecycleKind,
    Participation,
)
from samdrift.records.spending.models import JointInitiative

#: A notice tells of an event of the register when it takes effect at most so many days from it.
NEAR = dt.timedelta(days=92)
CHANGES = (
    LifecycleKind.INTRODUCED,
    LifecycleKind.UPGRADED,
    LifecycleKind.MOVED,
    LifecycleKind.RETIRED,
)


@dataclass(frozen=True)
class UnannouncedChange:
    """A coming change without a notice that stands; `draft` where somebody has begun to write one."""

    kind: ChangeKind
    on: dt.date
    what: str
    application: Application | None = None
    initiative: JointInitiative | None = None
    rule: SharingRule | None = None
    event: LifecycleEvent | None = None
    draft: ChangeNotice | None = None

    @property
    def title(self) -> str:
        return str(self.application or self.initiative or self.rule)


def unannounced_changes(federation: Organisation, day: dt.date) -> list[UnannouncedChange]:
    """Agreed keys that begin and applications that change after a day, the nearest first; a fixed number of queries."""
    notices = list(ChangeNotice.objects.filter(federation=federation, withdrawn_on=None))
    found = [*_rules(federation, day, notices), *_events(federation, day, notices)]
    return sorted(found, key=lambda each: (each.on, swedish_key(each.title), each.what))


def _rules(
    federation: Organisation, day: dt.date, notices: Iterable[ChangeNotice]
) -> Iterable[UnannouncedChange]:
    rules = SharingRule.objects.filter(federation=federation, starts_on__gt=day).exclude(
        state=RuleState.WITHDRAWN
    )
    for rule in rules.select_related("application", "initiative"):
        about = [each for each in notices if tells_of_rule(each, rule)]
        if not any(each.sent_on for each in about):
            yield UnannouncedChange(
                ChangeKind.KEY,
                rule.starts_on,
                rule.get_key_display(),
                application=rule.application,
                initiative=rule.initiative,
                rule=rule,
                draft=about[0] if about else None,
            )


def tells_of_rule(notice: ChangeNotice, rule: SharingRule) -> bool:
    return notice.kind == ChangeKind.KEY and (
        notice.rule_id == rule.pk
        or (notice.application_id, notice.initiative_id, notice.takes_effect_on)
        == (rule.application_id, rule.initiative_id, rule.starts_on)
    )


def _events(
    federation: Organisation, day: dt.date, notices: Iterable[ChangeNotice]
) -> Iterable[UnannouncedChange]:
    """What is decided to happen to an application that members use; a last day counts as being retired."""
    members = [each.pk for each in members_of(federation, day)]
    using = Participation.objects.filter(organisation__in=members).values("application")
    events = LifecycleEvent.objects.filter(on__gt=day, kind__in=CHANGES, application__in=using)
    dated: dict[tuple[int, dt.date], LifecycleEvent] = {
        (each.application_id, each.on): each
        for each in events.select_related("application").order_by("pk")
    }
    ending = Application.objects.filter(ends_on__gt=day, pk__in=using)
    coming = [(each.application, each.on, each) for each in dated.values()]
    coming += [
        (each, each.ends_on, _retirement_event(each))
        for each in ending
        if each.ends_on and (each.pk, each.ends_on) not in dated
    ]
    for application, on, event in coming:
        about = [
            each
            for each in notices
            if each.application_id == application.pk
            and each.kind == ChangeKind.PLATFORM
            and abs(each.takes_effect_on - on) <= NEAR
        ]
        if not any(each.sent_on for each in about):
            yield UnannouncedChange(
                ChangeKind.PLATFORM,
                on,
                event.get_kind_display(),
                application=application,
                event=event if event.pk else None,
                draft=about[0] if about else None,
            )


def _retirement_event(application: Application) -> LifecycleEvent:
    """What a last day without an event of its own says."""
    assert application.ends_on is not None
    return LifecycleEvent(
        application=application, kind=LifecycleKind.RETIRED, on=application.ends_on
    )
