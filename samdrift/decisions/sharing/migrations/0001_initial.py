"""Rules, splits by department and shares come from the room of costs, with their rows."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import samdrift.foundation.organisations.dated
from django.conf import settings
from django.db import migrations, models


TABLES = ("share", "shareline", "departmentline", "sharingrule", "departmentrule")


class Migration(migrations.Migration):

    dependencies = [
        ('costs', '0008_rules_are_agreed_on'),
        ('agreements', '0003_procurement_times'),
        ('governance', '0003_by_the_clock_of_the_house'),
        ('organisations', '0005_people_merged'),
        ('register', '0007_words_in_parts'),
        ('spending', '0004_no_clause_in_a_rule'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'ALTER TABLE "costs_{table}" RENAME TO "sharing_{table}"',
                    f'ALTER TABLE "sharing_{table}" RENAME TO "costs_{table}"',
                )
                for table in TABLES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Share',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                        ('cost_kind', models.CharField(blank=True, choices=[('budget', 'Budget'), ('forecast', 'Forecast'), ('actual', 'Actual')], max_length=20, verbose_name='kind')),
                        ('cost_type', models.CharField(blank=True, choices=[('hardware', 'Hardware'), ('software', 'Software'), ('licence', 'Licences'), ('communication', 'Communication between municipalities'), ('internal_communication', 'Communication inside the municipality'), ('training', 'Training'), ('staff', 'Staff'), ('other', 'Other')], max_length=30, verbose_name='type')),
                        ('cost_lines', models.JSONField(blank=True, default=list, verbose_name='cost lines shared')),
                        ('total_ore', models.BigIntegerField(verbose_name='total')),
                        ('key', models.CharField(choices=[('population', 'Population'), ('equal', 'Equal shares'), ('fixed', 'Agreed shares'), ('users', 'Users on the key date'), ('users_mean', 'Users over the year'), ('quantity', 'Measured quantity'), ('mix', 'Base part and rest'), ('tariff', 'Price list and rest')], max_length=20, verbose_name='key')),
                        ('rule', models.JSONField(blank=True, default=dict, verbose_name='the rule in full')),
                        ('vat', models.CharField(choices=[('O', 'Outside the scope of VAT'), ('S', '25 % VAT')], default='O', max_length=1, verbose_name='VAT')),
                        ('key_date', models.DateField(blank=True, null=True, verbose_name='key date')),
                        ('unit_ore', models.PositiveIntegerField(default=1, verbose_name='rounded to')),
                        ('origin', models.CharField(max_length=250, verbose_name='the rule comes from')),
                        ('made_on', models.DateField(verbose_name='made')),
                        ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='register.application', verbose_name='application')),
                        ('federation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='organisations.organisation')),
                        ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='spending.jointinitiative', verbose_name='joint initiative')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                        ('proposal', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='share', to='governance.proposal', verbose_name='proposal')),
                    ],
                    options={
                        'verbose_name': 'share',
                        'verbose_name_plural': 'shares',
                        'ordering': ['-year', '-made_on', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ShareLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=20, verbose_name='municipality code')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('weight', models.CharField(max_length=60, verbose_name='figure')),
                        ('figures', models.JSONField(blank=True, default=dict, verbose_name='figures used')),
                        ('source_table', models.CharField(blank=True, max_length=20, verbose_name='source table')),
                        ('perturbed', models.BooleanField(default=False, verbose_name='perturbed')),
                        ('fraction', models.CharField(max_length=130, verbose_name='exact share')),
                        ('exact_ore', models.CharField(max_length=130, verbose_name='exact amount')),
                        ('floor_ore', models.BigIntegerField(verbose_name='rounded down')),
                        ('extra_ore', models.BigIntegerField(verbose_name='öre given')),
                        ('amount_ore', models.BigIntegerField(verbose_name='amount')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='share_lines', to='organisations.organisation', verbose_name='municipality')),
                        ('share', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='sharing.share')),
                    ],
                    options={
                        'verbose_name': 'line of a share',
                        'ordering': ['code'],
                    },
                ),
                migrations.CreateModel(
                    name='DepartmentLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('weight', models.CharField(max_length=60, verbose_name='figure')),
                        ('key', models.CharField(choices=[('users', 'Users in each department'), ('fixed', 'Fixed split'), ('one', 'One department bears it all')], max_length=10, verbose_name='split')),
                        ('amount_ore', models.BigIntegerField(verbose_name='amount')),
                        ('stays_with_it', models.BooleanField(default=False, verbose_name='stays with the IT unit')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='department_lines', to='organisations.unit', verbose_name='department')),
                        ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='departments', to='sharing.shareline')),
                    ],
                    options={
                        'verbose_name': "department's part of a share",
                        'ordering': ['line', 'stays_with_it', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='SharingRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                        ('key', models.CharField(choices=[('population', 'Population'), ('equal', 'Equal shares'), ('fixed', 'Agreed shares'), ('users', 'Users on the key date'), ('users_mean', 'Users over the year'), ('quantity', 'Measured quantity'), ('mix', 'Base part and rest'), ('tariff', 'Price list and rest')], max_length=20, verbose_name='key')),
                        ('parameters', models.JSONField(blank=True, default=dict, verbose_name='the rule in full')),
                        ('vat', models.CharField(choices=[('O', 'Outside the scope of VAT'), ('S', '25 % VAT')], default='O', max_length=1, verbose_name='VAT')),
                        ('origin', models.CharField(max_length=250, verbose_name='agreement or decision')),
                        ('state', models.CharField(choices=[('awaiting', 'Waiting for those who pay'), ('agreed', 'Agreed by those who pay'), ('withdrawn', 'Withdrawn')], default='awaiting', max_length=10, verbose_name='state')),
                        ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sharing_rules', to='agreements.agreement', verbose_name='agreement')),
                        ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sharing_rules', to='register.application', verbose_name='application')),
                        ('federation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sharing_rules', to='organisations.organisation')),
                        ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sharing_rules', to='spending.jointinitiative', verbose_name='joint initiative')),
                        ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.proposal', verbose_name='proposal')),
                    ],
                    options={
                        'verbose_name': 'sharing rule',
                        'verbose_name_plural': 'sharing rules',
                        'ordering': ['-starts_on', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='DepartmentRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('ends_on', models.DateField(blank=True, null=True, verbose_name='to')),
                        ('key', models.CharField(choices=[('users', 'Users in each department'), ('fixed', 'Fixed split'), ('one', 'One department bears it all')], max_length=10, verbose_name='split')),
                        ('weights', models.JSONField(blank=True, default=dict, verbose_name='split by department')),
                        ('origin', models.CharField(blank=True, max_length=250, verbose_name='decision')),
                        ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='department_rules', to='register.application', verbose_name='application')),
                        ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='department_rules', to='spending.jointinitiative', verbose_name='joint initiative')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='department_rules', to='organisations.organisation', verbose_name='municipality')),
                        ('unit', models.ForeignKey(blank=True, help_text='The one that bears it all.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit', verbose_name='department')),
                    ],
                    options={
                        'verbose_name': 'split by department',
                        'ordering': ['-starts_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='department_rule_ends_after_start', violation_error_message="The last day can't be before the first."), samdrift.foundation.organisations.dated.NoOverlap(fields=('organisation', 'application', 'initiative'), name='one_department_rule_a_day', violation_error_message='Another rule holds on some of these days.', where={}), models.CheckConstraint(condition=models.Q(models.Q(('key', 'one'), _negated=True), ('unit__isnull', False), _connector='OR'), name='one_department_is_named', violation_error_message='Say which department bears the cost.')],
                    },
                ),
                migrations.AddConstraint(
                    model_name='share',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', 'population'), _negated=True), ('key_date__isnull', False), _connector='OR'), name='population_has_its_key_date', violation_error_message='Population is counted on a key date.'),
                ),
                migrations.AddConstraint(
                    model_name='shareline',
                    constraint=models.UniqueConstraint(fields=('share', 'organisation'), name='one_line_a_participant'),
                ),
                migrations.AddConstraint(
                    model_name='shareline',
                    constraint=models.CheckConstraint(condition=models.Q(('amount_ore', django.db.models.expressions.CombinedExpression(models.F('floor_ore'), '+', models.F('extra_ore')))), name='amount_is_floor_and_extra'),
                ),
                migrations.AddConstraint(
                    model_name='sharingrule',
                    constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='sharing_rule_ends_after_start', violation_error_message="The last day can't be before the first."),
                ),
                migrations.AddConstraint(
                    model_name='sharingrule',
                    constraint=samdrift.foundation.organisations.dated.NoOverlap(fields=('federation', 'application', 'initiative'), name='one_sharing_rule_a_day', violation_error_message='Another rule holds on some of these days.', where={'state': 'agreed'}),
                ),
            ],
        )
    ]
