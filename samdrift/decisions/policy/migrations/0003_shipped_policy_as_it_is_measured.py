"""The policy that comes with the package, where it is followed, is measured as its file says now."""

from django.db import migrations


def measure_anew(apps, schema_editor):
    # names of checks belong to the code as it is, so the file as it is tells them
    from samdrift.decisions.policy.convert import shipped_policy

    document = shipped_policy()
    Policy = apps.get_model("policy", "Policy")
    for policy in Policy.objects.filter(title=document["title"]):
        _measure_clauses(apps, policy, document)
        _divide_into_documents(apps, policy, document)


def _measure_clauses(apps, policy, document):
    stored = {each.code: each for each in apps.get_model("policy", "Clause").objects.filter(policy=policy)}
    for row in document["clauses"]:
        clause = stored.get(row["id"])
        if clause is None or clause.text != row["text"]:
            continue
        clause.check_name, clause.target = row.get("check", ""), row.get("target")
        clause.asks, clause.unmeasured = row.get("asks", {}), row.get("unmeasured", "")
        clause.duties = row.get("duties", [])
        clause.save()
    goals = apps.get_model("policy", "Goal").objects.filter(policy=policy)
    for row in document["goals"]:
        goals.filter(text=row["text"], clause__code=row["clause"]).update(check_name=row.get("check", ""))


def _divide_into_documents(apps, policy, document):
    """The proposal by which the policy was put to decision is the first document's."""
    PolicyDocument = apps.get_model("policy", "PolicyDocument")
    Proposal = apps.get_model("governance", "Proposal")
    if PolicyDocument.objects.filter(policy=policy).exists():
        return
    put = Proposal.objects.filter(
        federation=policy.federation_id, kind="document", title=policy.title, policy_document=None
    ).exclude(status="withdrawn").order_by("-pk").first()
    for order, row in enumerate(document["documents"]):
        PolicyDocument.objects.create(
            policy=policy, name=row["name"], decided_by=row["decided_by"], order=order,
            proposal=put if order == 0 else None,
        )


class Migration(migrations.Migration):
    dependencies = [("policy", "0002_documents_and_duties")]

    operations = [migrations.RunPython(measure_anew, migrations.RunPython.noop)]
