"""Run as a program beside a server: work for its workers, in the database of `DATABASE_URL`. Prints keys as JSON."""

import json
import sys

import django

ROWS = 500


def begin() -> dict[str, int]:
    """A file to bring in, a plan to compute and a notice to mail, all asked for and none begun."""
    from django.conf import settings

    from samdrift.decisions.planning import actions as planning
    from samdrift.decisions.planning.models import Scenario
    from samdrift.decisions.policy import actions as policy
    from samdrift.decisions.policy.convert import shipped_policy
    from samdrift.records.intake import actions as intake
    from samdrift.records.intake.models import Upload
    from tests.integration import notice_told
    from tests.integration.introduction_place import fill_register
    from tests.people import society

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    people = society()
    by = people.anna
    fill_register(people)
    told = notice_told.make_told(people)
    policy.adopt_policy(
        by=people.administrator, federation=people.federation, document=shipped_policy()
    )
    rows = "\n".join(f"Eget system {number};Bolag {number % 9}" for number in range(ROWS))
    upload = intake.add_upload(
        by=by,
        organisation=people.amal,
        file_name="r.csv",
        content=f"System;Leverantör\n{rows}".encode(),
    )
    intake.work(upload.pk)
    upload = Upload.objects.get()
    intake.choose_columns(by=by, upload=upload, columns=upload.columns)
    intake.work(upload.pk)
    intake.compare_upload(by=by, upload=upload)
    intake.work(upload.pk)
    intake.approve_upload(by=by, upload=upload, only_sound=False)
    intake.work_in_background.enqueue(upload.pk)
    scenario = planning.add_scenario(
        by=by,
        scenario=Scenario(federation=people.federation, name="Vägen", first_year=2009, made_by=by),
    )
    run = planning.ask_for_plan(by=by, scenario=scenario)
    sent = notice_told.sent(told)
    return {"upload": upload.pk, "run": run.pk, "notice": sent.pk}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(begin()) + "\n")
