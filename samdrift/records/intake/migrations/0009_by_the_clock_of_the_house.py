"""Moments of saving go by the clock of the house, which a demonstration sets: the columns are as they were."""

from django.db import migrations, models

import samdrift.foundation.audit.clock


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_unknown_starts_of_agreements_read_in")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="upload",
                    name="at",
                    field=models.DateTimeField(
                        default=samdrift.foundation.audit.clock.now,
                        editable=False,
                        verbose_name="uploaded",
                    ),
                ),
            ],
        ),
    ]
