"""The policy that comes with the package, where it is followed, is measured as its file says now."""

from importlib import import_module

from django.db import migrations


def measure_anew(apps, schema_editor):
    before = import_module("samdrift.decisions.policy.migrations.0003_shipped_policy_as_it_is_measured")
    before.measure_anew(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("policy", "0003_shipped_policy_as_it_is_measured")]

    operations = [migrations.RunPython(measure_anew, migrations.RunPython.noop)]
