"""What a cost would be alone comes from the room of costs, with its rows."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


TABLES = ("standalonecost",)


class Migration(migrations.Migration):

    dependencies = [
        ('costs', '0008_rules_are_agreed_on'),
        ('organisations', '0005_people_merged'),
        ('register', '0007_words_in_parts'),
        ('sharing', '0001_initial'),
        ('spending', '0004_no_clause_in_a_rule'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'ALTER TABLE "costs_{table}" RENAME TO "fairness_{table}"',
                    f'ALTER TABLE "fairness_{table}" RENAME TO "costs_{table}"',
                )
                for table in TABLES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='StandAloneCost',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                        ('amount_ore', models.PositiveBigIntegerField(verbose_name='amount')),
                        ('origin', models.CharField(max_length=200, verbose_name='where the figure comes from')),
                        ('said_on', models.DateField(verbose_name='said')),
                        ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='stand_alone_costs', to='register.application', verbose_name='application')),
                        ('federation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_stand_alone_costs', to='organisations.organisation')),
                        ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='stand_alone_costs', to='spending.jointinitiative', verbose_name='joint initiative')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_alone_costs', to='organisations.organisation', verbose_name='municipality')),
                        ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='said by')),
                        ('share', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='stand_alone_costs', to='sharing.share', verbose_name='share')),
                    ],
                    options={
                        'verbose_name': 'stand-alone cost',
                        'verbose_name_plural': 'stand-alone costs',
                        'ordering': ['-year', 'organisation__municipality_code', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('initiative', None), ('share', None)), models.Q(('application', None), ('initiative__isnull', False), ('share', None)), models.Q(('application', None), ('initiative', None), ('share__isnull', False)), _connector='OR'), name='stand_alone_cost_of_one_thing'), models.UniqueConstraint(condition=models.Q(('application__isnull', False)), fields=('organisation', 'application', 'year'), name='one_stand_alone_cost_a_year_of_application'), models.UniqueConstraint(condition=models.Q(('initiative__isnull', False)), fields=('organisation', 'initiative', 'year'), name='one_stand_alone_cost_a_year_of_initiative'), models.UniqueConstraint(condition=models.Q(('share__isnull', False)), fields=('organisation', 'share', 'year'), name='one_stand_alone_cost_a_year_of_share')],
                    },
                ),
            ],
        )
    ]
