"""A product's supplier was a text: each becomes an organisation, and other spellings of it other names."""

from collections import Counter

from django.db import migrations

from samdrift.core.matching import company_key
from samdrift.records.register.models.suppliers import fold_spelling

SUPPLIER, MERGED = "supplier", "merged"


def make_suppliers(apps, schema_editor):
    """The organisation of that name where there is one; else of names alike the most used is the supplier's."""
    organisation = apps.get_model("organisations", "Organisation")
    alias = apps.get_model("register", "SupplierAlias")
    product = apps.get_model("register", "Product")
    rows = list(product.objects.exclude(vendor="").order_by("pk"))
    exact, alike = {}, {}
    for each in organisation.objects.order_by("pk"):
        exact.setdefault(fold_spelling(each.name), each)
        if each.kind == SUPPLIER:
            alike.setdefault(company_key(each.name), each)
    used = Counter(" ".join(row.vendor.split()) for row in rows)
    for text in sorted(used, key=lambda each: (-used[each], each)):
        if not text or fold_spelling(text) in exact:
            continue
        found = alike.get(company_key(text))
        if found is None:
            found = organisation.objects.create(kind=SUPPLIER, name=text)
            alike[company_key(text)] = found
        else:
            alias.objects.create(organisation=found, name=text, folded=fold_spelling(text)[:150])
        exact[fold_spelling(text)] = found
    for row in rows:
        row.supplier = exact.get(fold_spelling(row.vendor))
    product.objects.bulk_update(rows, ["supplier"], batch_size=200)


def merge_doubles(apps, schema_editor):
    """Products that only the spelling of the supplier told apart are one, as when somebody merges them."""
    product = apps.get_model("register", "Product")
    first = {}
    for row in product.objects.exclude(status=MERGED).order_by("pk"):
        kept = first.setdefault((row.name, row.supplier_id), row)
        if kept is not row:
            row.applications.update(product=kept)
            row.aliases.update(product=kept)
            row.merged_products.update(merged_into=kept)
            row.status, row.merged_into = MERGED, kept
            row.save(update_fields=["status", "merged_into"])


def write_texts(apps, schema_editor):
    """Back: the name of the supplier, with a number where a merged product would be a double."""
    taken = set()
    for row in apps.get_model("register", "Product").objects.select_related("supplier").order_by("status", "pk"):
        row.vendor = row.supplier.name if row.supplier else ""
        if (row.name, row.vendor) in taken:
            row.vendor = f"{row.vendor[:100]} #{row.pk}"
        taken.add((row.name, row.vendor))
        row.save(update_fields=["vendor"])


class Migration(migrations.Migration):

    dependencies = [("register", "0008_suppliers_are_organisations")]

    operations = [
        migrations.RunPython(make_suppliers, write_texts),
        migrations.RunPython(merge_doubles, migrations.RunPython.noop),
    ]
