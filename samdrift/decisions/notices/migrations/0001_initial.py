"""Change notices come from the room of costs, with their rows."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


TABLES = ("changenotice", "acknowledgement", "noticeconsequence")


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
                    f'ALTER TABLE "costs_{table}" RENAME TO "notices_{table}"',
                    f'ALTER TABLE "notices_{table}" RENAME TO "costs_{table}"',
                )
                for table in TABLES
            ],
            state_operations=[
                migrations.CreateModel(
                    name='ChangeNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('platform', 'The technical platform changes'), ('key', 'The allocation key changes')], max_length=10, verbose_name='kind')),
                        ('title', models.CharField(max_length=160, verbose_name='title')),
                        ('text', models.TextField(verbose_name='what changes')),
                        ('takes_effect_on', models.DateField(verbose_name='takes effect')),
                        ('lead_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MaxValueValidator(36)], verbose_name='told at least, months before')),
                        ('budget_deadline', models.DateField(blank=True, null=True, verbose_name='before the budget deadline')),
                        ('change_ore', models.JSONField(blank=True, default=dict, verbose_name='change of cost by year')),
                        ('years', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='years told of')),
                        ('new_rule', models.JSONField(blank=True, default=dict, verbose_name='the new rule in full')),
                        ('origin', models.CharField(blank=True, max_length=250, verbose_name='agreement or decision')),
                        ('basis', models.JSONField(blank=True, default=dict, verbose_name='computed from')),
                        ('made_on', models.DateField(verbose_name='made')),
                        ('sent_on', models.DateField(blank=True, null=True, verbose_name='sent')),
                        ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn')),
                        ('withdrawn_because', models.TextField(blank=True, verbose_name='reason for withdrawing')),
                        ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_notices', to='register.application', verbose_name='application')),
                        ('federation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_notices', to='organisations.organisation')),
                        ('initiative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_notices', to='spending.jointinitiative', verbose_name='joint initiative')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_notices', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                        ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='sharing.sharingrule', verbose_name='sharing rule')),
                    ],
                    options={
                        'verbose_name': 'change notice',
                        'verbose_name_plural': 'change notices',
                        'ordering': ['-takes_effect_on', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Acknowledgement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('department_manager', 'Department manager'), ('it_manager', 'IT manager'), ('controller', 'Controller'), ('system_owner', 'System owner')], default='department_manager', max_length=30, verbose_name='told as')),
                        ('sent_on', models.DateField(verbose_name='sent')),
                        ('reminded_on', models.DateField(blank=True, null=True, verbose_name='reminded')),
                        ('acknowledged_on', models.DateField(blank=True, null=True, verbose_name='acknowledged')),
                        ('comment', models.TextField(blank=True, verbose_name='comment')),
                        ('mailed', models.CharField(choices=[('not', 'Not mailed'), ('waiting', 'On its way'), ('sent', 'Mailed'), ('failed', 'Could not be mailed'), ('no_address', 'Has no e-mail address')], default='not', max_length=12, verbose_name='e-mail')),
                        ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed')),
                        ('mail_beat_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of life')),
                        ('mail_attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('mail_problem', models.CharField(blank=True, max_length=200, verbose_name='what went wrong')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='municipality')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='acknowledgements', to='notices.changenotice')),
                    ],
                    options={
                        'verbose_name': 'acknowledgement',
                        'ordering': ['organisation__municipality_code', 'person__name'],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeConsequence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1950), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                        ('before_ore', models.BigIntegerField(verbose_name='before')),
                        ('after_ore', models.BigIntegerField(verbose_name='after')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consequences', to='notices.changenotice')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation', verbose_name='municipality')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.unit', verbose_name='department')),
                    ],
                    options={
                        'verbose_name': 'consequence',
                        'ordering': ['organisation__municipality_code', 'unit__name', 'year'],
                    },
                ),
                migrations.AddConstraint(
                    model_name='changenotice',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('initiative__isnull', True)), models.Q(('application__isnull', True), ('initiative__isnull', False)), models.Q(('application__isnull', True), ('initiative__isnull', True), ('kind', 'key')), _connector='OR'), name='notice_is_of_one_thing', violation_error_message='A notice is about an application or a joint initiative.'),
                ),
                migrations.AddConstraint(
                    model_name='changenotice',
                    constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), models.Q(('withdrawn_because', ''), _negated=True), _connector='OR'), name='withdrawn_notice_says_why', violation_error_message='Say why the notice is withdrawn.'),
                ),
                migrations.AddConstraint(
                    model_name='acknowledgement',
                    constraint=models.UniqueConstraint(fields=('notice', 'person'), name='told_once'),
                ),
            ],
        )
    ]
