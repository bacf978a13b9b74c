"""The words that things are found by, made anew: figures after letters are a part, and a letter alone is none."""

from importlib import import_module

from django.db import migrations


def keep_words_anew(apps, schema_editor):
    apps.get_model("register", "SearchWord").objects.all().delete()
    import_module("samdrift.records.register.migrations.0006_words_to_search_by").keep_words(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("register", "0006_words_to_search_by")]

    operations = [migrations.RunPython(keep_words_anew, migrations.RunPython.noop)]
