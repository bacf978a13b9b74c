"""Accounts, billing details and exports come from the room of costs, with their rows."""

import django.core.validators
import django.db.models.deletion
import samdrift.decisions.ledger.models.accounts
from django.conf import settings
from django.db import migrations, models


TABLES = ("billingdetails", "export", "exporteddocument", "accountmapping")


class Migration(migrations.Migration):

    dependencies = [
        ('costs', '0008_rules_are_agreed_on'),
        ('organisations', '0005_people_merged'),
        ('settlement', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'ALTER TABLE "costs_{table}" RENAME TO "ledger_{table}"',
                    f'ALTER TABLE "ledger_{table}" RENAME TO "costs_{table}"',
                )
                for table in TABLES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='BillingDetails',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('street', models.CharField(blank=True, max_length=120, verbose_name='address')),
                        ('postal_code', models.CharField(blank=True, max_length=10, verbose_name='postal code')),
                        ('city', models.CharField(blank=True, max_length=60, verbose_name='town')),
                        ('vat_number', models.CharField(blank=True, max_length=14, validators=[samdrift.decisions.ledger.models.accounts.check_vat_number], verbose_name='VAT number')),
                        ('bankgiro', models.CharField(blank=True, max_length=9, validators=[samdrift.decisions.ledger.models.accounts.check_bankgiro], verbose_name='bankgiro')),
                        ('plusgiro', models.CharField(blank=True, max_length=11, validators=[samdrift.decisions.ledger.models.accounts.check_plusgiro], verbose_name='plusgiro')),
                        ('reference', models.CharField(blank=True, help_text='The code that others write on invoices to us.', max_length=60, verbose_name='reference')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail for invoices')),
                        ('is_example', models.BooleanField(default=False, verbose_name='example data')),
                        ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='billing_details', to='organisations.organisation', verbose_name='municipality')),
                    ],
                    options={
                        'verbose_name': 'billing details',
                    },
                ),
                migrations.CreateModel(
                    name='Export',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('vouchers', 'Vouchers'), ('invoices', 'Invoices')], max_length=12, verbose_name='kind')),
                        ('content', models.TextField(verbose_name='content')),
                        ('digest', models.CharField(max_length=64, verbose_name='digest')),
                        ('made_on', models.DateField(verbose_name='made')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to='organisations.organisation', verbose_name='municipality')),
                        ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to='settlement.settlement')),
                    ],
                    options={
                        'verbose_name': 'export',
                        'ordering': ['settlement', 'organisation__municipality_code', 'kind'],
                    },
                ),
                migrations.CreateModel(
                    name='ExportedDocument',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('vouchers', 'Vouchers'), ('invoices', 'Invoices')], max_length=12, verbose_name='kind')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                        ('number', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='number')),
                        ('name', models.CharField(max_length=40, verbose_name='number as written')),
                        ('period', models.PositiveSmallIntegerField(verbose_name='period')),
                        ('on', models.DateField(verbose_name='day')),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                        ('vat', models.CharField(blank=True, choices=[('O', 'Outside the scope of VAT'), ('S', '25 % VAT')], max_length=1, verbose_name='VAT')),
                        ('net_ore', models.BigIntegerField(verbose_name='amount excluding VAT')),
                        ('total_ore', models.BigIntegerField(verbose_name='amount')),
                        ('counterparty', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='counterparty')),
                        ('export', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='ledger.export')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                    ],
                    options={
                        'verbose_name': 'voucher or invoice',
                        'ordering': ['kind', 'year', 'number'],
                    },
                ),
                migrations.CreateModel(
                    name='AccountMapping',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('direction', models.CharField(choices=[('cost', 'Cost: what we are charged'), ('income', 'Income: what we charge others'), ('payable', 'Debt to other municipalities'), ('receivable', 'Claim on other municipalities'), ('vat_in', 'VAT that we are charged'), ('vat_out', 'VAT that we charge')], max_length=12, verbose_name='direction')),
                        ('cost_type', models.CharField(blank=True, choices=[('hardware', 'Hardware'), ('software', 'Software'), ('licence', 'Licences'), ('communication', 'Communication between municipalities'), ('internal_communication', 'Communication inside the municipality'), ('training', 'Training'), ('staff', 'Staff'), ('other', 'Other')], help_text='Empty: every type that has no line of its own.', max_length=30, verbose_name='type of cost')),
                        ('account', models.CharField(max_length=10, validators=[django.core.validators.RegexValidator('^[0-9]+$', 'An account is written with digits.')], verbose_name='account')),
                        ('cost_centre', models.CharField(blank=True, max_length=20, verbose_name='responsibility')),
                        ('activity', models.CharField(blank=True, max_length=20, verbose_name='activity')),
                        ('counterparty', models.CharField(blank=True, help_text="Write {kod} where the other's municipality code is to stand: 82{kod} gives 821439.", max_length=20, verbose_name='counterparty')),
                        ('project', models.CharField(blank=True, max_length=20, verbose_name='project')),
                        ('is_example', models.BooleanField(default=False, verbose_name='example data')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='account_mappings', to='organisations.organisation', verbose_name='municipality')),
                    ],
                    options={
                        'verbose_name': 'account',
                        'verbose_name_plural': 'accounts',
                        'ordering': ['organisation__municipality_code', 'direction', 'cost_type'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'direction', 'cost_type'), name='one_account_a_direction_and_type', violation_error_message='There is an account for this already.')],
                    },
                ),
                migrations.AddConstraint(
                    model_name='export',
                    constraint=models.UniqueConstraint(fields=('settlement', 'organisation', 'kind'), name='a_settlement_is_exported_once', violation_error_message='This is written already.'),
                ),
                migrations.AddConstraint(
                    model_name='exporteddocument',
                    constraint=models.UniqueConstraint(fields=('organisation', 'kind', 'year', 'number'), name='a_number_is_given_once'),
                ),
            ],
        )
    ]
