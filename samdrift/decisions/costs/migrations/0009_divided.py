"""The rooms of sharing, fairness, settlement, ledger, notices and budgeting have taken over what stood here.

Tables are renamed by the rooms' own first migrations. Here the old names are forgotten, and what has kept a row's
kind as a word follows: the log, and merges of people, which are undone by it. So do letters that wait to be mailed.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROOMS = {
    "Share": "sharing",
    "ShareLine": "sharing",
    "DepartmentLine": "sharing",
    "SharingRule": "sharing",
    "DepartmentRule": "sharing",
    "StandAloneCost": "fairness",
    "Settlement": "settlement",
    "Charge": "settlement",
    "BillingDetails": "ledger",
    "Export": "ledger",
    "ExportedDocument": "ledger",
    "AccountMapping": "ledger",
    "ChangeNotice": "notices",
    "Acknowledgement": "notices",
    "NoticeConsequence": "notices",
    "BudgetRequest": "budgeting",
}
#: A model after those that point at it, so that none is forgotten while another needs it.
FORGOTTEN = (
    "ExportedDocument",
    "Export",
    "AccountMapping",
    "BillingDetails",
    "Acknowledgement",
    "NoticeConsequence",
    "ChangeNotice",
    "BudgetRequest",
    "StandAloneCost",
    "Charge",
    "Settlement",
    "DepartmentLine",
    "ShareLine",
    "Share",
    "DepartmentRule",
    "SharingRule",
)


OLD_LETTERS = "samdrift.decisions.costs.actions.mailing.mail_recipient"
LETTERS = "samdrift.decisions.notices.actions.mailing.mail_recipient"


def _rename(apps: Apps, names: dict[str, str]) -> None:
    events = apps.get_model("audit", "AuditEvent").objects
    for old, new in names.items():
        for field in ("about_kind", "parent_kind"):
            events.filter(**{field: old.lower()}).update(**{field: new.lower()})
    for merge in apps.get_model("organisations", "PersonMerge").objects.all():
        content = _renamed(merge.content, names)
        if content != merge.content:
            merge.content = content
            merge.save(update_fields=["content"])


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """A document with the models' old names put right, wherever they stand as values."""
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    return names.get(value, value) if isinstance(value, str) else value


def _send_from(apps: Apps, old: str, new: str) -> None:
    waiting = apps.get_model("django_tasks_database", "DBTaskResult").objects
    waiting.filter(task_path=old).update(task_path=new)


def follow(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    _rename(apps, {f"costs.{model}": f"{room}.{model}" for model, room in ROOMS.items()})
    _send_from(apps, OLD_LETTERS, LETTERS)


def go_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    _rename(apps, {f"{room}.{model}": f"costs.{model}" for model, room in ROOMS.items()})
    _send_from(apps, LETTERS, OLD_LETTERS)


class Migration(migrations.Migration):
    dependencies = [
        ("costs", "0008_rules_are_agreed_on"),
        ("audit", "0001_initial"),
        ("django_tasks_database", "0001_initial"),
        ("organisations", "0005_people_merged"),
        ("sharing", "0001_initial"),
        ("fairness", "0001_initial"),
        ("settlement", "0001_initial"),
        ("ledger", "0001_initial"),
        ("notices", "0001_initial"),
        ("budgeting", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name=model) for model in FORGOTTEN]
        ),
        migrations.RunPython(follow, go_back),
    ]
