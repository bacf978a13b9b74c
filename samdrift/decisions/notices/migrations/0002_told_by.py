"""How a recipient was told, and the letter where it was by e-mail."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('notices', '0001_initial'), ('outbox', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='acknowledgement',
            name='message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outbox.message', verbose_name='last letter'),
        ),
        migrations.AddField(
            model_name='acknowledgement',
            name='told_by',
            field=models.CharField(choices=[('mail', 'By e-mail'), ('paper', 'On paper'), ('no_address', 'Has no e-mail address')], default='paper', max_length=12, verbose_name='told by'),
        ),
    ]
