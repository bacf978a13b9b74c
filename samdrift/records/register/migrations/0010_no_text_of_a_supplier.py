from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("register", "0009_suppliers_from_text")]

    operations = [
        migrations.RemoveField(model_name="product", name="vendor"),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "merged"), _negated=True),
                fields=("name", "supplier"),
                name="product_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supplier", None), models.Q(("status", "merged"), _negated=True)),
                fields=("name",),
                name="product_without_supplier_once",
            ),
        ),
    ]
