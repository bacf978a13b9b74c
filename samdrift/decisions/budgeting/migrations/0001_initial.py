"""Budget requests come from the room of costs, with their rows."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


TABLES = ("budgetrequest",)


class Migration(migrations.Migration):

    dependencies = [
        ('costs', '0008_rules_are_agreed_on'),
        ('governance', '0003_by_the_clock_of_the_house'),
        ('organisations', '0005_people_merged'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'ALTER TABLE "costs_{table}" RENAME TO "budgeting_{table}"',
                    f'ALTER TABLE "budgeting_{table}" RENAME TO "costs_{table}"',
                )
                for table in TABLES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='BudgetRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                        ('needed_ore', models.BigIntegerField(verbose_name='needed')),
                        ('room_ore', models.BigIntegerField(verbose_name='room in the frame')),
                        ('asked_ore', models.BigIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='asked for')),
                        ('status', models.CharField(choices=[('needed', 'To be asked for'), ('sent', 'In the budget process'), ('granted', 'Granted'), ('partly', 'Granted in part'), ('refused', 'Refused')], default='needed', max_length=10, verbose_name='status')),
                        ('granted_ore', models.BigIntegerField(blank=True, null=True, verbose_name='granted')),
                        ('decision', models.CharField(blank=True, max_length=200, verbose_name='decision')),
                        ('reference', models.CharField(blank=True, max_length=60, verbose_name='case number')),
                        ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent')),
                        ('decided_on', models.DateField(blank=True, null=True, verbose_name='decided')),
                        ('made_on', models.DateField(verbose_name='made')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_requests', to='organisations.organisation', verbose_name='municipality')),
                        ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_requests', to='governance.proposal', verbose_name='proposal')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='budget_requests', to='organisations.unit', verbose_name='unit')),
                    ],
                    options={
                        'verbose_name': 'budget request',
                        'verbose_name_plural': 'budget requests',
                        'ordering': ['-year', 'organisation__municipality_code', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('proposal', 'organisation', 'unit', 'year'), name='one_request_a_unit_and_year'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['granted', 'partly', 'refused']), _negated=True), models.Q(('granted_ore__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='what_was_granted_is_said', violation_error_message='Say what was granted, and the decision.')],
                    },
                ),
            ],
        )
    ]
