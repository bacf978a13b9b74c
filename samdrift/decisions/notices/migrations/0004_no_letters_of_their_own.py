"""The recipients' rows keep nothing of their own about letters."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('notices', '0003_letters_in_the_outbox')]

    operations = [
        migrations.RemoveField(model_name='acknowledgement', name=name)
        for name in ('mailed', 'mailed_at', 'mail_beat_at', 'mail_attempts', 'mail_problem')
    ]
