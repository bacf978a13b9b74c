"""A list with keys: what each row would change, tried by the verbs themselves, and the moment it is brought in."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from samdrift.core.findings import Finding, Severity, gettext_noop
from samdrift.core.tables import Place
from samdrift.foundation.audit.actions import noted_events
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.ui.listing.list_fields import KEY
from samdrift.records.intake.actions.files import row_choices, table_of
from samdrift.records.intake.actions.lists import LISTS, KeyedList
from samdrift.records.intake.actions.previews import store_preview
from samdrift.records.intake.actions.progress import report_progress
from samdrift.records.intake.convert import memory_of
from samdrift.records.intake.convert.keyed import ListRow, read_list
from samdrift.records.intake.models import About, Row, RowChoice, RowOutcome, Upload

Change = list[Any]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row with what becomes of it. row: the stored row that it is, None for a new one."""

    number: int
    name: str
    identity: str
    outcome: str
    said: dict[str, Any]
    key: int | None = None
    row: Model | None = None
    changes: list[Change] = field(default_factory=list)
    has_fault: bool = False

    @property
    def differs(self) -> dict[str, Any]:
        return {name: after for name, _before, after in self.changes}


def compare_list(upload: Upload) -> None:
    """Read every row, find what it is, try what it changes, and store what would become of each."""
    kind = LISTS[About(upload.about)]
    read = read_list(table_of(upload), upload.columns, kind.by_name, tuple(kind.naming))
    report_progress(upload, len(read.rows) // 2, len(read.rows))
    planned, findings = plan_list(kind, upload, upload.by, read.rows, tries=True)
    rows = [
        Row(
            upload=upload,
            number=one.number,
            name=one.name[:160] or "–",
            outcome=one.outcome,
            has_fault=one.has_fault,
            key=[one.identity, "", 1],
            values={"said": one.said, "key": one.key},
            changes=[] if one.row is None else one.changes,
        )
        for one in planned
    ]
    store_preview(upload, rows, read.refused, [*read.findings, *findings], _digest(planned))


def write_list(by: Person, upload: Upload) -> None:
    """Bring in the rows without faults. Called by `confirm_upload`, which has asked.

    Raises ValidationError, code ``register-changed``, where the register has changed since the preview.
    """
    kind = LISTS[About(upload.about)]
    stored = upload.rows.filter(has_fault=False).order_by("number")
    rows = [ListRow(row.number, row.values["key"], row.values["said"]) for row in stored]
    planned, _findings = plan_list(kind, upload, by, rows, tries=False)
    if _digest(planned) != upload.plan_digest:
        raise ValidationError(
            _("The register has changed since the preview. Look at the new preview."),
            code="register-changed",
        )
    for one in planned:
        _act(kind, by, upload, one)


def _act(kind: KeyedList, by: Person, upload: Upload, one: PlannedRow) -> None:
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # reasons are stored for all, whoever writes them
        why = _("From the file %(file)s") % {"file": upload.file_name}
    if one.outcome == RowOutcome.CREATED:
        kind.add(by, upload.organisation, one.said, upload.file_name)
    elif one.outcome in {RowOutcome.CHANGED, RowOutcome.LEAVES} and one.row is not None:
        kind.change(by, upload.organisation, one.row, one.differs, why)


def plan_list(
    kind: KeyedList, upload: Upload, by: Person, rows: Sequence[ListRow], *, tries: bool
) -> tuple[list[PlannedRow], list[Finding]]:
    """Every row with what becomes of it, and what was found. tries: also by the verbs, which are taken back."""
    with translation.override(settings.LANGUAGE_CODE):  # a cell means the same in every language
        plan = _ListPlan(kind, upload, by)
        planned = [plan.of(row) for row in rows]
        if tries:
            planned = plan.try_all(planned)
    return planned, plan.findings


class _ListPlan:
    def __init__(self, kind: KeyedList, upload: Upload, by: Person) -> None:
        self.kind, self.upload, self.by = kind, upload, by
        self.findings: list[Finding] = []
        self.choices = row_choices(upload)
        self.known = {row.pk: row for row in kind.rows(by, upload.organisation)}
        self.held = {pk: kind.held(row) for pk, row in self.known.items()}
        self.alike: dict[str, list[int]] = {}
        for pk, held in self.held.items():
            if not held.get(kind.ends):
                self.alike.setdefault(kind.identity(held), []).append(pk)
        self.first: dict[str, int] = {}

    def of(self, row: ListRow) -> PlannedRow:
        one = PlannedRow(row.number, "", "", RowOutcome.UNCHANGED, row.said, row.key)
        said, has_fault = self._meant(row)
        one = replace(one, said=said, name=self.kind.name_of(said), has_fault=has_fault)
        one = self._match_row(one)
        if one.has_fault:
            return replace(one, outcome=RowOutcome.LEFT_OUT, changes=[])
        one = self._compare(one)
        if self.choices.get(memory_of([one.identity, "", 1])) == RowChoice.Choice.LEFT_OUT:
            return replace(one, outcome=RowOutcome.LEFT_OUT, changes=[])
        return one

    def _add(self, number: int, rule: str, what: str, name: str = "", **values: Any) -> None:
        """Note a finding beside a field of a row. Among the values: value, and severity where it is no fault."""
        label = self.kind.by_name[name].label if name in self.kind.by_name else ""
        severity, value = values.pop("severity", Severity.ERROR), values.pop("value", "")
        place = Place(number, str(label))
        self.findings.append(place.finding(rule, what, value, severity, **values))

    def _meant(self, row: ListRow) -> tuple[dict[str, Any], bool]:
        """What the row says as the register writes it; a cell that means nothing there is a fault."""
        said, has_fault = dict(row.said), False
        held = self.held.get(row.key or 0, {})
        for name, meaning in self.kind.meant.items():
            if name not in said or said[name] == held.get(name):
                continue
            try:
                said[name] = meaning(self.by, self.upload.organisation, said[name])
            except ValidationError as refused:
                has_fault = True
                self._add(
                    row.number, "no-such-thing", _literal(refused.messages), name, value=said[name]
                )
        return said, has_fault

    def _match_row(self, one: PlannedRow) -> PlannedRow:
        """Which stored row it is: by its key, or where the file has none by what tells rows apart."""
        key, rule = one.key, ""
        if key is None:
            candidates = self._alike(one.said)
            if len(candidates) > 1:
                rule = "several-alike"
                what = gettext_noop(
                    "%(count)s rows of the register are called %(value)s: read the list in with its keys"
                )
                self._add(one.number, rule, what, value=one.name, count=len(candidates))
            key = candidates[0] if len(candidates) == 1 else None
        elif key not in self.known:
            rule = "no-such-key"
            what = gettext_noop(
                "There is nothing with the key %(value)s that you may see; the row is left out"
            )
            if key in self.kind.seen(self.by, [key]):
                what = gettext_noop(
                    "What has the key %(value)s is another municipality's, and is left out"
                )
            self._add(one.number, rule, what, KEY, value=key)
        placed = [str(one.said[name]) for name in self.kind.placing if name in one.said]
        new = "|".join([self.kind.identity(one.said), *placed])
        identity = f"={key}" if key is not None else new[:200]
        first = self.first.setdefault(identity, one.number)
        if first != one.number:
            rule = "row-twice"
            what = gettext_noop("%(value)s stands in row %(first)s already")
            self._add(one.number, rule, what, value=one.name or key, first=first)
        row = self.known.get(key or 0)
        name = one.name or (self.kind.name_of(self.held[row.pk]) if row is not None else "")
        return replace(
            one, row=row, identity=identity, name=name, has_fault=one.has_fault or bool(rule)
        )

    def _alike(self, said: Mapping[str, Any]) -> list[int]:
        """Keys of the rows that a row without a key may be."""
        found = self.alike.get(self.kind.identity(said), [])
        for name in self.kind.placing:
            if name in said:
                found = [pk for pk in found if self.held[pk].get(name) == said[name]]
        for name in self.kind.telling if len(found) > 1 else ():
            same = [pk for pk in found if self.held[pk].get(name) == said.get(name)]
            found = same if name in said else found
        return found

    def _compare(self, one: PlannedRow) -> PlannedRow:
        if one.row is None:
            return self._compare_new(one)
        held, changes = self.held[one.row.pk], []
        for name, after in one.said.items():
            before = held.get(name)
            if _alike(before, after):
                continue
            if self.kind.by_name[name].is_settled_elsewhere:
                self._tell_settled(one, name)
            else:
                changes.append([name, before, after])
        ends = any(name == self.kind.ends and not before for name, before, _after in changes)
        outcome = RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
        return replace(one, outcome=RowOutcome.LEAVES if ends else outcome, changes=changes)

    def _tell_settled(self, one: PlannedRow, name: str) -> None:
        what = self.kind.elsewhere.get(
            name, gettext_noop("%(column)s is not changed by reading in a file")
        )
        severity, value = Severity.WARNING, one.said[name]
        self._add(one.number, "not-changed-by-file", what, name, value=value, severity=severity)

    def _compare_new(self, one: PlannedRow) -> PlannedRow:
        lacking = [name for name in self.kind.needed if not one.said.get(name)]
        for name in lacking:
            what = gettext_noop("The row is new and lacks what a new row needs: %(column)s")
            self._add(one.number, "lacks", what, name)
        if lacking:
            return replace(one, outcome=RowOutcome.LEFT_OUT, has_fault=True)
        for name in self.kind.elsewhere:
            if name in one.said:
                self._tell_settled(one, name)
        said = {name: each for name, each in one.said.items() if name not in self.kind.elsewhere}
        changes = [[name, None, value] for name, value in said.items()]
        return replace(one, outcome=RowOutcome.CREATED, said=said, changes=changes)

    def try_all(self, planned: Sequence[PlannedRow]) -> list[PlannedRow]:
        """The rows tried by their verbs: each alone, or after all above it, and taken back."""
        if not self.kind.builds:
            return [self.try_act(one) for one in planned]
        with noted_events(), transaction.atomic():
            tried = [self.try_act(one) for one in planned]
            transaction.set_rollback(True)
        return tried

    def try_act(self, one: PlannedRow) -> PlannedRow:
        """The same row where its verb does what is asked; with a fault beside each field where it refuses."""
        if one.outcome in {RowOutcome.UNCHANGED, RowOutcome.LEFT_OUT}:
            return one
        refusal = _refusal(
            lambda: _act(self.kind, self.by, self.upload, one), is_kept=self.kind.builds
        )
        if not refusal:
            return one
        for name, messages in refusal.items():
            self._add(one.number, "refused", _literal(messages), name, value=one.said.get(name, ""))
        return replace(one, outcome=RowOutcome.LEFT_OUT, has_fault=True, changes=[])


def _refusal(act: Callable[[], None], *, is_kept: bool) -> Mapping[str, Sequence[str]]:
    """What a verb refuses, by field; empty where it does not. Whatever it wrote is not told, and is taken back here
    unless it is kept until all rows have been tried."""
    try:
        with noted_events(), transaction.atomic():
            act()
            transaction.set_rollback(not is_kept)
    except PermissionDenied:
        return {"": [_("You may not do this.")]}
    except ValidationError as refused:
        if hasattr(refused, "error_dict"):
            return refused.message_dict
        return {"": refused.messages}
    return {}


def _literal(messages: Iterable[str]) -> str:
    """Words that a verb has said already, as a message without places."""
    return " ".join(messages).replace("%", "%%")


def _alike(held: Any, said: Any) -> bool:
    """Whether a cell says what the register holds; texts with other spaces are the same."""
    if isinstance(held, str) and isinstance(said, str):
        return " ".join(held.split()) == " ".join(said.split())
    return bool(held == said)


def _digest(planned: Sequence[PlannedRow]) -> str:
    """Two plans with the same digest do the same, in whatever order the database gives back the names of fields."""
    told = [
        [
            one.number,
            one.outcome,
            one.row.pk if one.row else None,
            one.said,
            sorted(one.changes, key=itemgetter(0)),
        ]
        for one in planned
        if not one.has_fault
    ]
    return hashlib.blake2b(
        orjson.dumps(told, option=orjson.OPT_SORT_KEYS), digest_size=32
    ).hexdigest()
