"""Views of lists are kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0010_facts_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('path', models.CharField(max_length=200, verbose_name='list')),
                ('query', models.CharField(max_length=1000, verbose_name='what is asked for')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation', verbose_name='for everyone in')),
            ],
            options={
                'verbose_name': 'saved view',
                'verbose_name_plural': 'saved views',
                'ordering': ['path', 'name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation', None)), fields=('made_by', 'path', 'name'), name='own_view_named_once'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('organisation', 'path', 'name'), name='shared_view_named_once')],
            },
        ),
    ]
