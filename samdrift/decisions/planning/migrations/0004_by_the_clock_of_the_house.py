"""Moments of saving go by the clock of the house, which a demonstration sets: the columns are as they were."""

from django.db import migrations, models

import samdrift.foundation.audit.clock


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_least_saving")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="run",
                    name="asked_at",
                    field=models.DateTimeField(
                        default=samdrift.foundation.audit.clock.now,
                        editable=False,
                        verbose_name="asked for",
                    ),
                ),
            ],
        ),
    ]
