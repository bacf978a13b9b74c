"""Everything that can happen to a change notice: drafted, sent, reminded of, acknowledged, withdrawn."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from samdrift.core.findings import InvalidInput
from samdrift.core.money import format_kronor
from samdrift.core.sharing import rule_in
from samdrift.decisions.notices.actions.mailing import (
    NOTICE,
    REMINDER,
    WITHDRAWAL,
    post_letters,
)
from samdrift.decisions.notices.convert import WorkedOut, worked_out
from samdrift.decisions.notices.models import (
    Acknowledgement,
    ChangeKind,
    ChangeNotice,
    NoticeState,
    ToldBy,
)
from samdrift.decisions.notices.queries.notices import may_handle
from samdrift.decisions.notices.queries.recipients import Recipient, recipients
from samdrift.decisions.sharing.actions.rules import check_parameters
from samdrift.decisions.sharing.convert.content import in_words
from samdrift.decisions.sharing.present import rule_words
from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.rules import change_rows, create_rows
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_edit, save_changes
from samdrift.foundation.messages.actions import queue_again
from samdrift.foundation.organisations.clock import today
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.records.register.models import Application
from samdrift.records.register.queries import visible_applications
from samdrift.records.spending.models import JointInitiative
from samdrift.records.spending.queries import visible_initiatives


def _require_telling(by: Person, notice: ChangeNotice) -> None:
    if not may_handle(by, notice):
        raise PermissionDenied("may not tell of the notice")


def previewed_notice(
    *, by: Person, notice: ChangeNotice
) -> tuple[WorkedOut, list[Recipient], list[Organisation]]:
    """(what it would tell, whom, municipalities where there is nobody to tell). Nothing is written."""
    _require_telling(by, notice)
    _check(by, notice)
    try:
        told = worked_out(notice)
    except InvalidInput as wrong:
        raise ValidationError(in_words(wrong)) from wrong
    people, nobody = recipients(notice, told.rows)
    return told, people, nobody


@verb
def draft_notice(*, by: Person, notice: ChangeNotice) -> ChangeNotice:
    """Keep a notice to work on; nobody is told yet."""
    notice.made_by, notice.made_on = by, today()
    _require_telling(by, notice)
    _check(by, notice)
    notice.full_clean()
    same = ("federation", "kind", "title", "text", "takes_effect_on", "application", "initiative")
    drafts = ChangeNotice.objects.filter(sent_on=None)
    if drafts.filter(**{name: getattr(notice, name) for name in same}).exists():
        raise ValidationError(_("The same draft is there already."))
    notice.save(force_insert=True)
    record(
        "costs.notice_drafted", notice, by=by, after=_facts_in_words(notice), parent=_parent(notice)
    )
    return notice


@verb
def change_notice(*, by: Person, notice: ChangeNotice) -> ChangeNotice:
    """Change a draft; what has been sent is withdrawn and made anew instead."""
    stored = lock_for_edit(notice)
    _require_telling(by, stored)
    _require_telling(by, notice)
    if stored.state != NoticeState.DRAFT:
        raise ValidationError(_("The notice is sent: withdraw it and make another."))
    _check(by, notice)
    notice.federation, notice.kind = stored.federation, stored.kind
    notice.full_clean()
    save_changes(notice, stored)
    record(
        "costs.notice_changed",
        notice,
        by=by,
        before=_facts_in_words(stored),
        after=_facts_in_words(notice),
        parent=_parent(notice),
    )
    return notice


@verb
def discard_notice(*, by: Person, notice: ChangeNotice) -> None:
    """Throw away a draft."""
    stored = _held(notice)
    _require_telling(by, stored)
    if stored.state != NoticeState.DRAFT:
        raise ValidationError(_("The notice is sent: withdraw it and make another."))
    record(
        "costs.notice_discarded",
        stored,
        by=by,
        before=_facts_in_words(stored),
        parent=_parent(stored),
    )
    stored.delete()


@verb
def send_notice(*, by: Person, notice: ChangeNotice, on: dt.date | None = None) -> ChangeNotice:
    """Tell everyone concerned: the consequences and their figures are frozen, and mail goes out after the commit.

    on: the day before today on which it was told on paper; then nothing is mailed. A notice that is sent after its
    last day is sent all the same, and says that it is late.
    """
    stored = _held(notice)
    _require_telling(by, stored)
    if stored.state != NoticeState.DRAFT:
        raise ValidationError(_("The notice is sent already."))
    told, people, _nobody = previewed_notice(by=by, notice=stored)
    if not people:
        raise ValidationError(_("There is nobody to tell: appoint department managers first."))
    day = on or today()
    if not day <= today():
        raise ValidationError({"on": _("A notice can't be sent after today.")})
    stored.sent_on, stored.basis = day, told.basis
    stored.full_clean()
    stored.save(update_fields=["sent_on", "basis"])
    for row in told.rows:
        row.notice = stored
        row.full_clean()
    create_rows(told.rows)
    sent = create_rows(_acknowledgements_for(stored, people, day))
    names = [each.person.name for each in people]
    after = {"sent_on": day.isoformat(), "recipients": names, "is_late": stored.is_late}
    record("costs.notice_sent", stored, by=by, after=after, parent=_parent(stored))
    post_letters(sent, NOTICE, by)
    return stored


def _acknowledgements_for(
    notice: ChangeNotice, people: Iterable[Recipient], day: dt.date
) -> list[Acknowledgement]:
    def told_by(person: Person) -> ToldBy:
        if day < today():
            return ToldBy.PAPER
        return ToldBy.MAIL if person.email else ToldBy.NO_ADDRESS

    return [
        Acknowledgement(
            notice=notice,
            organisation=each.organisation,
            person=each.person,
            role=each.role.value,
            sent_on=day,
            told_by=told_by(each.person),
        )
        for each in people
    ]


@verb
def acknowledge_notice(*, by: Person, notice: ChangeNotice, comment: str = "") -> Acknowledgement:
    """A recipient says «I have read it», with a comment where there is something to say."""
    row = Acknowledgement.objects.select_for_update().filter(notice=notice, person=by).first()
    if row is None:
        raise PermissionDenied("was not told of the notice")
    if row.notice.state == NoticeState.WITHDRAWN:
        raise ValidationError(_("The notice is withdrawn: there is nothing to acknowledge."))
    if row.acknowledged_on is not None:
        raise ValidationError(_("You have acknowledged it already."))
    row.acknowledged_on, row.comment = today(), comment.strip()
    row.full_clean()
    row.save(update_fields=["acknowledged_on", "comment"])
    after = {"acknowledged_on": today().isoformat(), "comment": row.comment}
    record("costs.notice_acknowledged", row, by=by, after=after, parent=row.notice)
    return row


@verb
def remind_recipients(*, by: Person, notice: ChangeNotice) -> list[Acknowledgement]:
    """Mail those who have not answered once more, at most once a day."""
    stored = _held(notice)
    _require_telling(by, stored)
    if stored.state != NoticeState.SENT:
        raise ValidationError(_("Only a notice that is sent and stands can be reminded of."))
    waiting = stored.acknowledgements.awaiting_answer().exclude(reminded_on=today())
    reminded = list(waiting.select_related("person"))
    if not reminded:
        raise ValidationError(_("Everyone has answered, or has been reminded today."))
    for each in reminded:
        each.reminded_on = today()
        each.notice = stored
    change_rows(reminded, ["reminded_on"])
    after = {"recipients": [each.person.name for each in reminded]}
    record("costs.notice_reminded", stored, by=by, after=after, parent=_parent(stored))
    post_letters(reminded, REMINDER, by)
    return reminded


@verb
def mail_notice_again(*, by: Person, notice: ChangeNotice) -> list[Acknowledgement]:
    """Try once more to mail those whose mail did not go through."""
    stored = _held(notice)
    _require_telling(by, stored)
    rows = stored.acknowledgements.not_mailed().select_related("person", "message")
    failed = list(rows)
    if not failed:
        raise ValidationError(_("Every mail has gone through."))
    queue_again([each.message for each in failed if each.message])
    after = {"recipients": [each.person.name for each in failed]}
    record("costs.notice_mailed_again", stored, by=by, after=after, parent=_parent(stored))
    return failed


@verb
def withdraw_notice(*, by: Person, notice: ChangeNotice, why: str) -> ChangeNotice:
    """Take a sent notice back and tell its recipients so; it stays to be read, with its answers."""
    stored = _held(notice)
    _require_telling(by, stored)
    if stored.state != NoticeState.SENT:
        raise ValidationError(_("Only a notice that is sent and stands can be withdrawn."))
    if not why.strip():
        raise ValidationError({"why": _("Say why the notice is withdrawn.")})
    stored.withdrawn_on, stored.withdrawn_because = today(), why.strip()
    stored.save(update_fields=["withdrawn_on", "withdrawn_because"])
    after = {"withdrawn_on": today().isoformat()}
    record("costs.notice_withdrawn", stored, by=by, after=after, why=why, parent=_parent(stored))
    told = stored.acknowledgements.select_related("person")
    post_letters([*told], WITHDRAWAL, by)
    return stored


def _facts_in_words(notice: ChangeNotice) -> dict[str, Any]:
    """The notice for its history: amounts and key in words, not as documents."""
    with override(settings.LANGUAGE_CODE):
        changes = [
            f"{year}: {format_kronor(ore)} kr" for year, ore in sorted(notice.change_ore.items())
        ]
        key = rule_words(rule_in(notice.new_rule)) if notice.new_rule else ""
    told = {name: value for name, value in facts(notice).items() if name != "basis"}
    return told | {"change_ore": ", ".join(changes), "new_rule": key}


def _held(notice: ChangeNotice) -> ChangeNotice:
    return lock_for_edit(notice)


def _parent(notice: ChangeNotice) -> Application | JointInitiative | None:
    return notice.application or notice.initiative


def _check(by: Person, notice: ChangeNotice) -> None:
    """What a notice must say before it can be kept or computed. Raises ValidationError, PermissionDenied."""
    _check_subject(by, notice)
    first = notice.takes_effect_on.year
    if any(int(year) < first for year in notice.change_ore):
        raise ValidationError(
            {"takes_effect_on": _("The cost changes in a year before the change takes effect.")}
        )
    if notice.kind == ChangeKind.KEY:
        if not notice.new_rule:
            raise ValidationError({"key": _("Say the new key.")})
        if not notice.origin.strip():
            raise ValidationError(
                {"origin": _("Say the agreement or decision that the key comes from.")}
            )
        check_parameters(rule_in(notice.new_rule))
    elif notice.is_of_everything:
        raise ValidationError(
            {"application": _("A notice is about an application or a joint initiative.")}
        )


def _check_subject(by: Person, notice: ChangeNotice) -> None:
    seen = (
        notice.application_id is None
        or visible_applications(by).filter(pk=notice.application_id).exists()
    ) and (
        notice.initiative_id is None
        or visible_initiatives(by).filter(pk=notice.initiative_id).exists()
    )
    if not seen:
        raise PermissionDenied("does not see what the notice is about")
