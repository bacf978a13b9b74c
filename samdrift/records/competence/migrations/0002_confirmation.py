import django.db.models.deletion
from django.db import migrations, models


def confirm_what_others_recorded(apps, schema_editor):
    """Who was recorded by somebody else stays confirmed by that person; what people said of themselves waits."""
    Competence = apps.get_model("competence", "Competence")
    AuditEvent = apps.get_model("audit", "AuditEvent")
    Person = apps.get_model("organisations", "Person")
    for row in Competence.objects.all():
        last = (
            AuditEvent.objects.filter(
                event="competence.competence_recorded",
                about_kind="competence.competence",
                about_id=str(row.pk),
            )
            .order_by("-pk")
            .first()
        )
        if last is None or last.by_id == row.person_id:
            continue
        row.confirmation = "confirmed"
        row.judged_by = Person.objects.filter(pk=last.by_id).first()
        row.judged_on = last.at.date()
        row.save()


class Migration(migrations.Migration):

    dependencies = [
        ('competence', '0001_initial'),
        ('audit', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='competence',
            name='confirmation',
            field=models.CharField(choices=[('waiting', 'Not confirmed yet'), ('confirmed', 'Confirmed'), ('refused', 'Not confirmed: refused')], default='waiting', max_length=20, verbose_name='confirmation'),
        ),
        migrations.AddField(
            model_name='competence',
            name='grounds',
            field=models.CharField(blank=True, max_length=250, verbose_name='grounds'),
        ),
        migrations.AddField(
            model_name='competence',
            name='judged_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.person', verbose_name='confirmed or refused by'),
        ),
        migrations.AddField(
            model_name='competence',
            name='judged_on',
            field=models.DateField(blank=True, null=True, verbose_name='confirmed or refused on'),
        ),
        migrations.RunPython(confirm_what_others_recorded, migrations.RunPython.noop),
    ]
