"""Invitations that wait in the queue, or to be tried again, become letters of the outbox."""

from django.db import migrations

OLD_TASK = "samdrift.foundation.organisations.actions.inviting.mail_invitation"


def move_invitations(apps, schema_editor):
    Message = apps.get_model("outbox", "Message")
    Person = apps.get_model("organisations", "Person")
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(
        status="READY", task_path=OLD_TASK
    )
    for each in tasks:
        key, inviter, attempt = each.args_kwargs["args"]
        if Person.objects.filter(pk=key).exists():
            Message.objects.create(
                person_id=key,
                kind="organisations.invitation",
                subject="Inbjudan till Samdrift",
                about_kind="organisations.person",
                about_id=str(key),
                asked_by=Person.objects.filter(name=inviter).first(),
                attempts=attempt - 1,
            )
    tasks.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('organisations', '0005_people_merged'),
        ('outbox', '0001_initial'),
    ]

    operations = [migrations.RunPython(move_invitations, migrations.RunPython.noop)]
