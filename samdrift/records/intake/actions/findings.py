"""What was found in a file, kept for the person who can mend it."""

from collections.abc import Iterable, Sequence

from samdrift.core.findings import Finding as Found
from samdrift.core.findings import Severity, choose_by_count, gettext_noop
from samdrift.foundation.audit.rules import create_rows
from samdrift.records.intake.actions.plan import JointPlan
from samdrift.records.intake.convert.rows import FileRow
from samdrift.records.intake.convert.summing import MORE_LIKE_IT
from samdrift.records.intake.models import Finding, Status, Upload
from samdrift.records.register.queries import SupplierNames

MOST_OF_A_RULE = 500
OF_THE_WHOLE_FILE = (
    "sheets-alike",
    "like-own-list",
)  # seen only when the file is first read, and true of it ever after


def about_plan(plan: JointPlan) -> list[Found]:
    """What is worth knowing about the file beside the register; of each municipality's part by itself."""
    found = []
    missing = sum(part.missing for _, part in plan.parts)
    moved_hosts = sum(part.moved_hosts for _, part in plan.parts)
    if missing:
        what = choose_by_count(
            missing,
            gettext_noop(
                "One application from earlier files is not in this one; it is left as it is"
            ),
            gettext_noop(
                "%(count)s applications from earlier files are not in this one; they are left as they are"
            ),
        )
        found.append(Found("", what, Severity.NOTE, {"count": missing}, "not-in-file"))
    if moved_hosts:
        what = choose_by_count(
            moved_hosts,
            gettext_noop(
                "One application is hosted by another municipality now; it is left as it is"
            ),
            gettext_noop(
                "%(count)s applications are hosted by another municipality now; they are left as they are"
            ),
        )
        found.append(Found("", what, Severity.WARNING, {"count": moved_hosts}, "another-host"))
    return found


def about_suppliers(rows: Iterable[FileRow]) -> list[Found]:
    """Each supplier that is not known by its name though one of a similar name is."""
    what = gettext_noop(
        "The supplier %(value)s is not known. If it is %(near)s, first add the name to those of that supplier"
    )
    said: dict[str, int] = {}
    for row in rows:
        if row.vendor:
            said.setdefault(row.vendor, row.number)
    names = SupplierNames() if said else None
    found = []
    for vendor, number in said.items():
        if names is not None and names.of(vendor) is None and (near := names.near(vendor)):
            values = {"value": vendor, "near": near[0].name, "row": number}
            found.append(Found("", what, Severity.NOTE, values, "supplier-alike"))
    return found


def store_findings(upload: Upload, stage: Status, findings: Sequence[Found]) -> None:
    """Keep findings of one stage, at most some hundred of each rule; how many more there are is said."""
    upload.findings.exclude(stage=Status.READING, rule__in=OF_THE_WHOLE_FILE).delete()
    kept: dict[str, list[Found]] = {}
    more: dict[str, int] = {}
    for finding in findings:
        listed = kept.setdefault(finding.rule, [])
        if len(listed) < MOST_OF_A_RULE:
            listed.append(finding)
        else:
            more[finding.rule] = more.get(finding.rule, 0) + 1
    for rule, count in more.items():
        example = kept[rule][0]
        values = {"count": count, "example": rule}
        kept[rule].append(Found("", MORE_LIKE_IT, example.severity, values, rule))
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    listed = sorted(
        (one for some in kept.values() for one in some),
        key=lambda one: (order[one.severity], _row_of(one)),
    )
    create_rows([_stored_finding(upload, stage, finding) for finding in listed], batch_size=500)


def _row_of(finding: Found) -> int:
    row = finding.values.get("row")
    return row if isinstance(row, int) else 0


def _stored_finding(upload: Upload, stage: Status, finding: Found) -> Finding:
    values = {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in finding.values.items()
    }
    return Finding(
        upload=upload,
        stage=stage,
        severity=finding.severity,
        row=_row_of(finding) or None,
        column=str(values.get("column", ""))[:200],
        value=str(values.get("value", ""))[:200],
        rule=finding.rule[:60],
        what=finding.what,
        values=values,
    )
