"""Settlements and charges come from the room of costs, with their rows."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


TABLES = ("settlement", "charge", "settlement_shares")


class Migration(migrations.Migration):

    dependencies = [
        ('costs', '0008_rules_are_agreed_on'),
        ('organisations', '0005_people_merged'),
        ('sharing', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'ALTER TABLE "costs_{table}" RENAME TO "settlement_{table}"',
                    f'ALTER TABLE "settlement_{table}" RENAME TO "costs_{table}"',
                )
                for table in TABLES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Settlement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('preliminary', 'Preliminary charges'), ('final', 'Settlement'), ('correction', 'Correction')], max_length=20, verbose_name='kind')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                        ('periods', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='periods')),
                        ('number', models.PositiveSmallIntegerField(default=1, verbose_name='number')),
                        ('content', models.TextField(verbose_name='content')),
                        ('digest', models.CharField(max_length=64, verbose_name='digest')),
                        ('why', models.TextField(blank=True, verbose_name='reason')),
                        ('made_on', models.DateField(verbose_name='made')),
                        ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='settlement.settlement', verbose_name='corrects')),
                        ('federation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='organisations.organisation')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                        ('shares', models.ManyToManyField(blank=True, related_name='settlements', to='sharing.share')),
                    ],
                    options={
                        'verbose_name': 'settlement',
                        'verbose_name_plural': 'settlements',
                        'ordering': ['-year', '-number'],
                    },
                ),
                migrations.CreateModel(
                    name='Charge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('period', models.PositiveSmallIntegerField(verbose_name='period')),
                        ('due_on', models.DateField(verbose_name='due')),
                        ('subject', models.CharField(max_length=40, verbose_name='for')),
                        ('title', models.CharField(max_length=160, verbose_name='what the cost is for')),
                        ('vat', models.CharField(choices=[('O', 'Outside the scope of VAT'), ('S', '25 % VAT')], default='O', max_length=1, verbose_name='VAT')),
                        ('outcome_ore', models.BigIntegerField(blank=True, null=True, verbose_name='outcome')),
                        ('charged_ore', models.BigIntegerField(blank=True, null=True, verbose_name='charged before')),
                        ('amount_ore', models.BigIntegerField(verbose_name='amount')),
                        ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges_to_get', to='organisations.organisation', verbose_name='is paid')),
                        ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges_to_pay', to='organisations.organisation', verbose_name='pays')),
                        ('share', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='sharing.share', verbose_name='share')),
                        ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='settlement.settlement')),
                    ],
                    options={
                        'verbose_name': 'charge',
                        'verbose_name_plural': 'charges',
                        'ordering': ['period', 'payer__municipality_code', 'payee__municipality_code', 'title', 'pk'],
                    },
                ),
                migrations.AddConstraint(
                    model_name='settlement',
                    constraint=models.UniqueConstraint(fields=('federation', 'year', 'number'), name='settlements_are_numbered'),
                ),
                migrations.AddConstraint(
                    model_name='settlement',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'correction'), _negated=True), models.Q(('corrects__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='correction_says_what_and_why', violation_error_message='Say what is corrected, and why.'),
                ),
                migrations.AddConstraint(
                    model_name='charge',
                    constraint=models.UniqueConstraint(fields=('settlement', 'period', 'payer', 'payee', 'subject'), name='one_charge_a_period'),
                ),
                migrations.AddConstraint(
                    model_name='charge',
                    constraint=models.CheckConstraint(condition=models.Q(('payer', models.F('payee')), _negated=True), name='nobody_charges_itself'),
                ),
                migrations.AddConstraint(
                    model_name='charge',
                    constraint=models.CheckConstraint(condition=models.Q(('outcome_ore__isnull', True), ('amount_ore', django.db.models.expressions.CombinedExpression(models.F('outcome_ore'), '-', models.F('charged_ore'))), _connector='OR'), name='difference_is_outcome_less_charged'),
                ),
            ],
        )
    ]
