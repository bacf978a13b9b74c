"""Moments of saving go by the clock of the house, which a demonstration sets: the columns are as they were."""

from django.db import migrations, models

import samdrift.foundation.audit.clock


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_a_body_decides_once_a_day")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="decision",
                    name="recorded_at",
                    field=models.DateTimeField(
                        default=samdrift.foundation.audit.clock.now,
                        editable=False,
                        verbose_name="recorded",
                    ),
                ),
            ],
        ),
    ]
