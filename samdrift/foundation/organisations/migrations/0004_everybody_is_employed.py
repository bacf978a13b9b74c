"""Everybody known gets an employment; who was closed by hand has one that ended."""

import datetime as dt

from django.db import migrations

from samdrift.foundation.organisations.clock import today


def begin_employments(apps, schema_editor):
    """Everybody known gets the employment that their row told of; of somebody closed by hand it ended yesterday.

    Nobody recorded the first day, so it is `START_NOT_RECORDED`, which the pages write as «not recorded».
    """
    person_model = apps.get_model("organisations", "Person")
    employment_model = apps.get_model("organisations", "Employment")
    yesterday = today() - dt.timedelta(days=1)
    rows = (
        employment_model(
            person=person,
            organisation_id=person.organisation_id,
            unit_id=person.unit_id,
            title=person.title,
            starts_on=dt.date(1900, 1, 1),
            ends_on=None if person.is_active else yesterday,
        )
        for person in person_model.objects.exclude(organisation=None).iterator()
    )
    employment_model.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_employments")]

    operations = [
        migrations.RunPython(begin_employments, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='person',
            name='is_active',
        ),
    ]
