"""The ladder as proposed: the policy speaks of five levels and names the highest reached; the rest is inferred."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LADDER = [
    (0, "Ingen samverkan", "Inget av nedanstående."),
    (1, "Erfarenhetsutbyte", "Namngivna kontaktpersoner träffas och delar erfarenheter; skilda system."),
    (2, "Kompetensförstärkning", "Personal hjälper varandra i samma applikation, eller har gemensam utbildningsplan."),
    (3, "Samordning", "Delar av arbetet görs tillsammans: upphandling, avtal, samma produkt, gemensamma rutiner."),
    (4, "Gemensam lösning", "En installation och en driftande IT-enhet enligt driftavtal; var kommun har sin information."),
    (5, "Gemensam lösning och information", "Som 4, med gemensam information, kodplan eller konfiguration."),
]


def propose(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    level = apps.get_model("collaboration", "Level")
    for number, name, definition in LADDER:
        level.objects.get_or_create(number=number, defaults={"name": name, "definition": definition})


class Migration(migrations.Migration):
    dependencies = [("collaboration", "0001_initial")]
    operations = [migrations.RunPython(propose, migrations.RunPython.noop)]
