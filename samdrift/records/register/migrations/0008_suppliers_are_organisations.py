import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0008_once_on_every_database'),
        ('register', '0007_words_in_parts'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupplierAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('folded', models.CharField(editable=False, max_length=150)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supplier_aliases', to='organisations.organisation', verbose_name='supplier')),
            ],
            options={
                'verbose_name': 'other name of a supplier',
                'verbose_name_plural': 'other names of suppliers',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('folded',), name='supplier_alias_once')],
            },
        ),
        migrations.RemoveConstraint(model_name='product', name='product_once'),
        migrations.AddField(
            model_name='product',
            name='supplier',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='organisations.organisation', verbose_name='supplier'),
        ),
    ]
