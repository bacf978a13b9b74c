"""What became of each recipient's letter is known by the outbox: rows that were mailed get their letter there."""

import datetime as dt

from django.db import migrations
from django.utils import timezone

OLD_TASKS = (
    "samdrift.decisions.notices.actions.mailing.mail_recipient",
    "samdrift.decisions.costs.actions.mailing.mail_recipient",
)
KINDS = {"notice": "Avisering: ", "reminder": "Påminnelse om avisering: ", "withdrawal": "Återkallad avisering: "}


def _queued(tasks):
    """The letter that waits in the queue for each row, by the row's key."""
    found = {}
    for each in tasks.objects.filter(status="READY", task_path__in=OLD_TASKS):
        key, letter = each.args_kwargs["args"]
        found[key] = letter
    return found


def _last_letter(row):
    if row.notice.withdrawn_on is not None:
        return "withdrawal"
    return "reminder" if row.reminded_on is not None else "notice"


def _moment(row):
    day = row.reminded_on or row.sent_on
    return row.mail_beat_at or row.mailed_at or timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def move_letters(apps, schema_editor):
    """One that waits and stands in no queue may have left the house: it is broken off, not mailed again unasked."""
    Row = apps.get_model("notices", "Acknowledgement")
    Message = apps.get_model("outbox", "Message")
    tasks = apps.get_model("django_tasks_database", "DBTaskResult")
    queued = _queued(tasks)
    told_by = {"not": "paper", "no_address": "no_address"}
    for row in Row.objects.select_related("notice").iterator():
        row.told_by = told_by.get(row.mailed, "mail")
        if row.mailed in ("waiting", "sent", "failed"):
            letter, state, problem = queued.get(row.pk) or _last_letter(row), row.mailed, row.mail_problem
            if state == "waiting" and row.pk not in queued:
                state, problem = "failed", "avbröts"
            row.message = Message.objects.create(
                person_id=row.person_id,
                kind=f"notices.{letter}",
                subject=f"{KINDS[letter]}{' '.join(row.notice.title.split())}"[:250],
                link=f"/kostnader/aviseringar/{row.notice_id}/",
                about_kind="notices.changenotice",
                about_id=str(row.notice_id),
                asked_by_id=row.notice.made_by_id,
                made_at=_moment(row),
                beat_at=row.mail_beat_at or _moment(row),
                state=state,
                sent_at=row.mailed_at,
                attempts=row.mail_attempts,
                problem=problem,
            )
        row.save(update_fields=["told_by", "message"])
    # the outbox queues again what waits and stands in no queue of its own
    tasks.objects.filter(status="READY", task_path__in=OLD_TASKS).delete()


def move_back(apps, schema_editor):
    Row = apps.get_model("notices", "Acknowledgement")
    back = {"sending": "failed", "not_needed": "sent"}
    for row in Row.objects.select_related("message").iterator():
        row.mailed = {"paper": "not", "no_address": "no_address"}.get(row.told_by, "sent")
        if row.message is not None:
            row.mailed = back.get(row.message.state, row.message.state)
            row.mailed_at, row.mail_beat_at = row.message.sent_at, row.message.beat_at
            row.mail_attempts, row.mail_problem = row.message.attempts, row.message.problem
        row.save(update_fields=["mailed", "mailed_at", "mail_beat_at", "mail_attempts", "mail_problem"])


class Migration(migrations.Migration):

    dependencies = [
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('notices', '0002_told_by'),
        ('outbox', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(move_letters, move_back),
    ]
