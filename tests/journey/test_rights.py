"""Every address as every kind of person, against the one table that is also in the docs."""

import datetime as dt
import json
import os
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from samdrift.decisions.governance.models import Proposal
from samdrift.decisions.introduction.models import Step
from samdrift.decisions.ledger.models import ExportedDocument
from samdrift.decisions.sharing.models import Share, SharingRule
from samdrift.entrances.api.views import schema
from samdrift.entrances.portal.models import CalendarAddress, digest_of
from samdrift.foundation.audit.models import ChangeSet
from samdrift.foundation.files.models import Attachment
from samdrift.foundation.handbook.models import Addition
from samdrift.foundation.meetings.models import ActionItem, AgendaItem
from samdrift.foundation.messages.models import Message
from samdrift.foundation.messages.unsubscribing import unsubscribe_url
from samdrift.foundation.messages.waiting_digest import WAITING_DIGEST
from samdrift.foundation.organisations.actions import add_organisation, add_person
from samdrift.foundation.organisations.models import Kind, Person
from samdrift.foundation.saved_views.models import SavedView
from samdrift.journey.catalogue import SPELLED_TWICE
from samdrift.records.agreements.lead_times import ProcurementTimes
from samdrift.records.agreements.models import Agreement
from samdrift.records.competence.models import Competence
from samdrift.records.intake.models import Upload
from samdrift.records.register.models import Application, SupplierAlias, Synonym, ValueAssessment
from samdrift.records.spending.models import JointInitiative
from tests.journey.conftest import Walked

PAGE = Path(__file__).parents[2] / "docs/rights.md"
MARKS = re.compile(r"<!-- table -->.*<!-- /table -->", re.DOTALL)
#: Heads of the table and the account that stands for each; Åmål hosts what is asked for, but where it says otherwise.
KINDS = {
    "nobody": "",
    "employee": "anstalld",
    "system manager": "ansvarig",
    "system owner": "agare",
    "IT manager": "it.amal",
    "IT manager, other member": "it.mellerud",
    "controller": "controller",
    "department manager": "chef",
    "auditor": "revisor",
    "federation": "federation",
    "neighbour": "it.saffle",
    "supplier": "supplier",
}
WORDS = {
    200: "yes",
    201: "yes",
    202: "yes",
    204: "yes",
    302: "sign in",
    401: "sign in",
    403: "no",
    404: "unknown",
    405: "only POST",
    409: "yes",
    422: "yes",
}
#: Addresses of the sign-in library, of files and of one's own settings, which have tests of their own.
LEFT_OUT = re.compile(
    r"^(openid_connect|oidc|socialaccount|account_|set_language|javascript-catalog)"
)


def _patterns(resolver: URLResolver, prefix: str = "") -> list[tuple[str, str]]:
    found = []
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            found += _patterns(each, route)
        elif isinstance(each, URLPattern) and each.name and not LEFT_OUT.match(each.name):
            found.append((each.name, route))
    return found


def _spelled_twice() -> SupplierAlias:
    """The other name of the supplier that another has been merged into."""
    return SupplierAlias.objects.get(name=SPELLED_TWICE[1])


def _subjects(walked: Walked) -> dict[str, str]:
    """What the parameters of an address stand for, by the folder that it lies in."""
    society = walked.society
    finance = Application.objects.get(name__startswith="Ekonomisystem", host__short_name="Åmål")
    row = finance.responsibilities.get(role="system_owner")
    assert walked.decided.plan is not None
    agreement = Agreement.objects.filter(applications=finance).first()
    assert agreement is not None
    times = ProcurementTimes.objects.create(
        federation=society.federation, starts_on=dt.date(2008, 1, 1)
    )
    found = walked.decided.opportunities[0]
    joint = Application.objects.filter(shares__isnull=False, host__short_name="Åmål").first()
    assert joint is not None
    share = Share.objects.filter(proposal=None).first()
    assert share is not None
    initiative = JointInitiative.objects.get()
    delegation = finance.approval_delegations.get()
    amal = society.organisations["amal"]
    part = finance.participations.first()
    party = agreement.parties.first()
    assert part is not None
    assert party is not None
    assert walked.decided.charged is not None
    charge = walked.decided.charged.charges.filter(payer=society.organisations["saffle"])[0]
    introduction = walked.decided.introduced.introduction
    assert introduction is not None
    step = Step.objects.filter(kind="training", move__organisation__short_name="Åmål").first()
    assessment = ValueAssessment.objects.filter(organisation__short_name="Åmål").first()
    assert step is not None
    assert assessment is not None
    brought_in = ChangeSet.objects.filter(by_id=society.people["it.amal"].pk).first()
    assert brought_in is not None
    owner = society.people["agare"]
    held = amal.units.order_by("pk")[0].held_functions.order_by("-pk")[0]
    failed = Message.objects.create(person=owner, kind=WAITING_DIGEST.name, state="failed")
    declined = unsubscribe_url(owner, WAITING_DIGEST).rstrip("/").rpartition("/")[2]
    CalendarAddress.objects.create(person=owner, token_digest=digest_of("provad"))
    spelled = _spelled_twice()
    twice = spelled.organisation_id
    return {
        **_met(walked),
        "hjalp/tips/<slug:hint>": "hjalp/tips/agreements",
        "hjalp/tillagg/<int:pk>": f"hjalp/tillagg/{Addition.objects.get().pk}",
        "hjalp/<slug:chapter>/<slug:section>": "hjalp/kostnader/attestera",
        "hjalp/<slug:chapter>": "hjalp/avtal",
        "leverantorer/<int:pk>/slaihop/<int:other>": f"leverantorer/{twice}/slaihop/{finance.product.supplier_id}",
        "leverantorer/<int:pk>/isar": f"leverantorer/{twice}/isar",
        "meddelanden/<int:pk>": f"meddelanden/{failed.pk}",
        "kalender/<str:secret>.ics": "kalender/provad.ics",
        "meddelanden/avsta/<str:token>": f"meddelanden/avsta/{declined}",
        "inforande/<int:pk>/kommun/<int:organisation>": f"inforande/{introduction.pk}/kommun/{finance.host_id}",
        "bilagor/<slug:kind>/<int:pk>": f"bilagor/avtal/{agreement.pk}",
        "bilagor/<int:pk>": f"bilagor/{Attachment.objects.filter(about_id=str(agreement.pk))[0].pk}",
        "inforande/steg/<int:pk>": f"inforande/steg/{step.pk}",
        "inforande/ny/<int:plan>": f"inforande/ny/{walked.decided.plan.pk}",
        "inforande/<int:pk>": f"inforande/{introduction.pk}",
        "nyttobedomningar/<int:pk>": f"nyttobedomningar/{assessment.pk}",
        "applikationer/<int:pk>/deltagande/<int:part>": f"applikationer/{finance.pk}/deltagande/{part.pk}",
        "beroende/<int:row>": "beroende/1",
        "roll/<int:appointment>": "roll/1",
        "kompetens/<int:pk>": f"kompetens/{Competence.objects.get(confirmation='waiting').pk}",
        "medlemskap/<int:row>": f"medlemskap/{amal.federations.get().pk}",
        "slaihop/<int:other>": f"slaihop/{society.people['ansvarig'].pk}",
        "isar/<int:merge>": "isar/1",
        "andringar/<int:pk>": f"andringar/{brought_in.pk}",
        "funktioner/<int:pk>": f"funktioner/{held.function_id}",
        "enhet/<int:held>": f"enhet/{held.pk}",
        "anstallning/<int:employment>": f"anstallning/{society.people['agare'].employments.get(ends_on=None).pk}",
        "enhet/<int:unit>": f"enhet/{amal.units.order_by('pk')[0].pk}",
        "applikationer/<int:pk>/ansvar/<int:row>": f"applikationer/{finance.pk}/ansvar/{row.pk}",
        "applikationer/<int:pk>": f"applikationer/{finance.pk}",
        "produkter/<int:pk>": f"produkter/{finance.product_id}",
        "leverantorer/<int:pk>/namn/<int:alias>": f"leverantorer/{twice}/namn/{spelled.pk}",
        "leverantorer/<int:pk>": f"leverantorer/{finance.product.supplier_id}",
        "sokord/<int:pk>": f"sokord/{Synonym.objects.all()[0].pk}",
        "omraden/<int:pk>": f"omraden/{finance.area_id}",
        "visning/<str:group>": "visning/people",
        "avtal/<int:pk>/part/<int:party>": f"avtal/{agreement.pk}/part/{party.pk}",
        "avtal/upphandlingstider/<int:pk>": f"avtal/upphandlingstider/{times.pk}",
        "avtal/<int:pk>": f"avtal/{agreement.pk}",
        "planer/scenario/<int:pk>/las/<int:number>": f"planer/scenario/{walked.decided.plan.scenario_id}/las/9",
        "planer/scenario/<int:pk>/grans/<int:number>": f"planer/scenario/{walked.decided.plan.scenario_id}/grans/9",
        "planer/scenario/<int:pk>": f"planer/scenario/{walked.decided.plan.scenario_id}",
        "planer/berakning/<int:pk>": f"planer/berakning/{walked.decided.plan.run.pk}",
        "planer/<int:pk>": f"planer/{walked.decided.plan.pk}",
        "kostnader/andelar/rad/<int:pk>": f"kostnader/andelar/rad/{share.lines.order_by('pk')[0].pk}",
        "kostnader/debitering/rad/<int:pk>": f"kostnader/debitering/rad/{charge.pk}",
        "kostnader/regler/<int:pk>": f"kostnader/regler/{SharingRule.objects.order_by('pk')[0].pk}",
        "kostnader/forvaltningsregler/ny/<int:pk>": f"kostnader/forvaltningsregler/ny/{amal.pk}",
        "kostnader/forvaltningsregler/<int:pk>": f"kostnader/forvaltningsregler/{amal.department_rules.all()[0].pk}",
        "kostnader/kommun/<int:pk>": f"kostnader/kommun/{amal.pk}",
        "kostnader/forvaltning/<int:pk>": f"kostnader/forvaltning/{amal.units.order_by('pk')[0].pk}",
        **_told_of(walked),
        "kostnader/andelar/<int:pk>": f"kostnader/andelar/{share.pk}",
        "kostnader/gemensamma/<int:pk>": f"kostnader/gemensamma/{joint.pk}",
        "kostnader/satsningar/<int:pk>": f"kostnader/satsningar/{initiative.pk}",
        **_exported(walked),
        "kostnader/debitering/<int:pk>": f"kostnader/debitering/{walked.decided.charged.pk}",
        "kostnadsrader/satsningar/<int:pk>": f"kostnadsrader/satsningar/{initiative.pk}",
        "kostnadsrader/attestregler/<int:pk>": f"kostnadsrader/attestregler/{amal.pk}",
        "api/nycklar/<int:pk>": "api/nycklar/1",
        "organisationer/<int:pk>": f"organisationer/{amal.pk}",
        "organisationer/personer/<int:pk>": f"organisationer/personer/{society.people['agare'].pk}",
        "samverkan/nivaer/<int:pk>": "samverkan/nivaer/1",
        "utbildningsplan/<int:application>": f"utbildningsplan/{finance.pk}",
        "inlasning/<int:pk>": f"inlasning/{Upload.objects.get(organisation=amal, about='register').pk}",
        "inlasning/lista/<slug:slug>/<int:pk>.<str:kind>": f"inlasning/lista/avtal/{amal.pk}.csv",
        "inlasning/lista/<slug:slug>": "inlasning/lista/avtal",
        "inlasning/mall.<str:kind>": "inlasning/mall.csv",
        "inlasning/anstallda/<int:pk>.<str:kind>": f"inlasning/anstallda/{amal.pk}.csv",
        "kostnadsrader/uppfoljning/<int:pk>": f"kostnadsrader/uppfoljning/{finance.pk}",
        "kostnadsrader/delegationer/<int:pk>": f"kostnadsrader/delegationer/{delegation.pk}",
        "kostnadsrader/<int:pk>": f"kostnadsrader/{finance.cost_lines.first().pk}",
        "mojlighet/<str:address>": f"mojlighet/{found.address}",
        "forslag/<int:pk>": f"forslag/{Proposal.objects.order_by('pk')[0].pk}",
        **_policies(walked),
        "applikationer/flera/<slug:what>": "applikationer/flera/agare",
        "vyer/<int:pk>": f"vyer/{SavedView.objects.get(name='Våra efter ägare').pk}",
        "personer/<int:pk>": f"personer/{society.people['agare'].pk}",
        "applikation/<int:application>": f"applikation/{finance.pk}",
    }


def _met(walked: Walked) -> dict[str, str]:
    """The meeting whose notes are to be confirmed, or the next where it says so; the group's chair stands for Åmål."""
    group = walked.decided.group
    assert group is not None
    noted = group.meetings.get(state="noted")
    called = group.meetings.get(state="called")
    planned = group.meetings.get(state="planned")
    action = ActionItem.objects.to_do().order_by("pk")[0]
    return {
        "moten/grupp/<int:pk>/person/<int:member>": f"moten/grupp/{group.pk}/person/{group.members.all()[0].pk}",
        "moten/grupp/<int:pk>": f"moten/grupp/{group.pk}",
        "moten/<int:pk>/kalla": f"moten/{planned.pk}/kalla",
        **{
            f"moten/<int:pk>/{each}": f"moten/{called.pk}/{each}"
            for each in ("andra", "svara", "stall-in", "punkt", "kalender.ics")
        },
        "moten/<int:pk>": f"moten/{noted.pk}",
        "moten/punkt/<int:item>/atgard": f"moten/punkt/{noted.items.all()[0].pk}/atgard",
        "moten/punkt/<int:item>": f"moten/punkt/{called.items.order_by('-number')[0].pk}",
        "moten/atgard/<int:action>": f"moten/atgard/{action.pk}",
    }


def _policies(walked: Walked) -> dict[str, str]:
    policy = walked.decided.policy
    assert policy is not None
    document = policy.documents.all()[0]
    return {
        "policy/dokument/<int:pk>": f"policy/dokument/{document.pk}",
        "policy/utkast/punkt/<int:clause>": f"policy/utkast/punkt/{policy.clauses.all()[0].pk}",
        "policy/utkast/mal/<int:goal>": f"policy/utkast/mal/{policy.goals.all()[0].pk}",
        "policy/utkast/<int:pk>": f"policy/utkast/{policy.pk}",
        "policy/genom-aren/<int:pk>/<str:code>": f"policy/genom-aren/{policy.pk}/P5.1",
        "policy/genom-aren/<int:pk>": f"policy/genom-aren/{policy.pk}",
        "policy/jamfor/<int:old>/<int:new>": f"policy/jamfor/{policy.pk}/{policy.pk}",
        "policy/<str:code>": "policy/P5.1",
    }


def _told_of(walked: Walked) -> dict[str, str]:
    """A draft for what is done with drafts, else the new switch, which Säffle shares; Mellerud's request."""
    _key, switch, draft, _version = walked.decided.notices
    asked = next(each for each in walked.decided.requests if str(each.organisation) == "Mellerud")
    notices, requests = "kostnader/aviseringar", "kostnader/budgetbegaran"
    return {
        **{
            f"{notices}/<int:pk>/{step}": f"{notices}/{draft.pk}/{step}"
            for step in ("andra", "skicka", "slang")
        },
        f"{notices}/<int:pk>": f"{notices}/{switch.pk}",
        f"{requests}/<int:pk>": f"{requests}/{asked.pk}",
        "kostnader/ryms/<int:pk>": f"kostnader/ryms/{asked.proposal_id}",
    }


def _exported(walked: Walked) -> dict[str, str]:
    """What is written for Åmål of last year's charges."""
    amal = walked.society.organisations["amal"]
    charged = walked.decided.settled.charged.pk
    invoice = ExportedDocument.objects.filter(
        export__settlement=charged, organisation=amal, kind="invoices"
    ).first()
    account = amal.account_mappings.first()
    assert invoice is not None
    assert account is not None
    return {
        "faktura-<str:name>.xml": f"faktura-{invoice.name}.xml",
        "kostnader/debitering/<int:pk>/filer/<int:organisation>": f"kostnader/debitering/{charged}/filer/{amal.pk}",
        "kostnader/konton/<int:pk>": f"kostnader/konton/{account.pk}",
        "kostnader/faktureringsuppgifter/<int:pk>": f"kostnader/faktureringsuppgifter/{amal.pk}",
    }


def _outsiders(walked: Walked) -> dict[str, Person]:
    society = walked.society
    firm = add_organisation(
        by=society.administrator,
        federation=society.federation,
        kind=Kind.SUPPLIER,
        name="Leverantören AB",
        short_name="Leverantören",
    )
    seller = add_person(
        by=society.administrator, name="Sara Säljare", organisation=firm, email="sara@firma.example"
    )
    return {"supplier": seller, "federation": society.administrator}


def _table(walked: Walked, people: dict[str, Person]) -> str:
    subjects = _subjects(walked)
    lines = ["| address | " + " | ".join(KINDS) + " |", "|---" * (len(KINDS) + 1) + "|"]
    clients = _clients(people)
    for name, route in sorted(set(_patterns(get_resolver())), key=lambda each: each[::-1]):
        address = route
        for pattern, value in subjects.items():
            address = address.replace(pattern, value)
        if route.startswith("api/v1") or "(?P" in address:
            continue
        assert "<" not in address, f"say what {route} stands for in _subjects"
        answers = [
            WORDS.get(client.get(f"/{address}").status_code, "?") for client in clients.values()
        ]
        lines.append(f"| {name} `/{route}` | " + " | ".join(answers) + " |")
    return "\n".join(lines)


def _clients(people: dict[str, Person]) -> dict[str, Client]:
    clients = {}
    for head, key in KINDS.items():
        clients[head] = Client(raise_request_exception=True)
        if key:
            clients[head].force_login(people[key])
    return clients


def _operations(walked: Walked, people: dict[str, Person]) -> str:
    """Every operation of the API, writes with a body that holds; each call is taken back."""
    amal = walked.society.organisations["amal"]
    finance = Application.objects.get(name__startswith="Ekonomisystem", host=amal)
    agreement = Agreement.objects.filter(applications=finance)[0]
    party = agreement.parties.all()[0]
    with_option = Agreement.objects.create(
        kind="support",
        title="Stöd",
        responsible=amal,
        ends_on=dt.date(2009, 12, 31),
        extension_options=1,
        extension_months=12,
    )
    with_option.applications.add(finance)
    part = finance.participations.filter(organisation=amal)[0]
    assert walked.decided.plan is not None
    assert walked.decided.introduced.introduction is not None
    held = amal.units.order_by("pk")[0].held_functions.order_by("-pk")[0]
    spelled = _spelled_twice()
    agreed = Step.objects.get(
        kind="agreement", move__organisation__short_name="Åmål", move__area="GIS"
    )
    subjects = {
        "/applications/": finance.pk,
        "/participations/": part.pk,
        "/organisations/": amal.pk,
        "/competences/": Competence.objects.get(confirmation="waiting").pk,
        "/units/": amal.units.order_by("pk")[0].pk,
        "/functions/": held.function_id,
        "/unit-functions/": held.pk,
        "/memberships/": amal.federations.get().pk,
        "/responsibilities/": finance.responsibilities.get(role="system_owner").pk,
        "/people/": people["agare"].pk,
        "/change-sets/": ChangeSet.objects.filter(by_id=people["it.amal"].pk)[0].pk,
        "/letters/": Message.objects.filter(person=people["it.amal"])[0].pk,
        "/attachments/": Attachment.objects.filter(about_id=str(agreement.pk))[0].pk,
        "/employments/": people["agare"].employments.get(ends_on=None).pk,
        "/aliases/{alias}": spelled.organisation_id,
        "/suppliers/": finance.product.supplier_id,
        "/synonyms/": Synonym.objects.all()[0].pk,
        "/agreements/{pk}/option": with_option.pk,
        "/agreements/": agreement.pk,
        "/plans/": walked.decided.plan.pk,
        "/scenarios/": walked.decided.plan.scenario_id,
        "/runs/": walked.decided.plan.run.pk,
        "/introductions/": walked.decided.introduced.introduction.pk,
        "/steps/": agreed.pk,
        "/settlements/": walked.decided.settled.charged.pk,
        "/exports/": amal.exports.order_by("pk")[0].pk,
        "/notices/": walked.decided.notices[1].pk,
        "/cost-lines/": finance.cost_lines.get(kind="forecast").pk,
        "/agenda-items/": AgendaItem.objects.filter(meeting__state="noted")[0].pk,
        "/actions/": ActionItem.objects.to_do().order_by("pk")[0].pk,
    }
    day = "2009-01-31"
    bodies = {
        "POST /api/v1/functions": {"name": "Ny funktion"},
        "PATCH /api/v1/functions/{pk}": {"name": "Nytt namn"},
        "POST /api/v1/units/{pk}/functions": {"name": "Ny funktion", "starts_on": day},
        "POST /api/v1/unit-functions/{pk}/end": {"ends_on": day},
        "POST /api/v1/share": {"amount_ore": 100, "participants": ["1492", "1461"], "key": "equal"},
        "POST /api/v1/fairness": {"players": ["A"], "standalone": {"A": 2}, "joint": 1},
        "POST /api/v1/applications": {"name": "Ny", "host_id": amal.pk, "starts_on": "2003-01-01"},
        "PATCH /api/v1/applications/{pk}": {"purpose": "Nytt"},
        "POST /api/v1/applications/{pk}/participations": {
            "organisation_id": walked.society.organisations["saffle"].pk,
            "starts_on": day,
        },
        "PATCH /api/v1/participations/{pk}": {"users": 7},
        "POST /api/v1/participations/{pk}/end": {"ends_on": day},
        "POST /api/v1/applications/{pk}/responsibilities": {
            "role": "system_manager",
            "person_id": people["anstalld"].pk,
            "starts_on": day,
        },
        "PATCH /api/v1/responsibilities/{pk}": {"decision": "KS § 1", "why": "Saknades"},
        "POST /api/v1/responsibilities/{pk}/end": {
            "ends_on": day,
            "leaves_gap": True,
            "why": "Vakant",
        },
        "POST /api/v1/responsibilities/{pk}/remove": {"why": "Aldrig tillträtt"},
        "POST /api/v1/competences": {
            "person_id": people["anstalld"].pk,
            "product_id": finance.product_id,
            "level": 2,
            "refreshed_on": "2009-01-01",
        },
        "POST /api/v1/competences/{pk}/confirm": {"grounds": "Kurs"},
        "POST /api/v1/competences/{pk}/refuse": {"grounds": "Ingen kurs"},
        "POST /api/v1/organisations": {"kind": "supplier", "name": "Nya bolaget AB"},
        "PATCH /api/v1/organisations/{pk}": {"short_name": "Åmål"},
        "POST /api/v1/organisations/{pk}/memberships": {"starts_on": day},
        "PUT /api/v1/memberships/{pk}": {"starts_on": "2001-01-01"},
        "POST /api/v1/organisations/{pk}/units": {"name": "Ny enhet"},
        "PATCH /api/v1/units/{pk}": {"functions": "Drift"},
        "POST /api/v1/people": {"name": "Ny Person", "organisation_id": amal.pk},
        "PATCH /api/v1/people/{pk}": {"phone": "0532-1"},
        "POST /api/v1/people/{pk}/employments": {"organisation_id": amal.pk, "starts_on": day},
        "PATCH /api/v1/employments/{pk}": {"title": "Ekonomichef"},
        "POST /api/v1/employments/{pk}/close": {"ends_on": day},
        "POST /api/v1/change-sets/{pk}/undo": {"why": "Fel fil"},
        "POST /api/v1/letters/frequencies": {"frequencies": {}},
        "POST /api/v1/suppliers/{pk}/aliases": {"name": "Annat namn"},
        "POST /api/v1/suppliers/{pk}/merge": {
            "into_id": spelled.organisation_id,
            "why": "Samma bolag",
        },
        "POST /api/v1/synonyms": {"words": "vatten, avlopp"},
        "PATCH /api/v1/synonyms/{pk}": {"words": "vatten, avlopp"},
        "POST /api/v1/agreements": {
            "kind": "support",
            "title": "Stöd",
            "responsible_id": amal.pk,
            "application_ids": [finance.pk],
        },
        "PATCH /api/v1/attachments/{pk}": {"name": "Avtalet"},
        "POST /api/v1/attachments/{pk}/remove": {},
        "PATCH /api/v1/agreements/{pk}": {"note": "Förvaras i arkivet"},
        "POST /api/v1/agreements/{pk}/parties": {
            "organisation_id": walked.society.organisations["saffle"].pk,
            "role": "controller",
        },
        "POST /api/v1/agreements/{pk}/parties/{party}/remove": {},
        "POST /api/v1/agreements/{pk}/notice": {"given_on": "2009-01-01", "ends_on": "2010-12-31"},
        "POST /api/v1/agreements/{pk}/option": {},
        "POST /api/v1/scenarios/{pk}/compute": {},
        "POST /api/v1/runs/{pk}/stop": {},
        "POST /api/v1/cost-lines": {
            "application_id": finance.pk,
            "bearer_id": amal.pk,
            "year": 2009,
            "amount_ore": 1,
        },
        "PATCH /api/v1/cost-lines/{pk}": {"amount_ore": 100_000_000},
        "POST /api/v1/cost-lines/{pk}/approve": {"amount_ore": 100_450_000},
        "POST /api/v1/cost-lines/{pk}/return": {"note": "Fel år"},
        "POST /api/v1/scenarios/{pk}/copy": {"name": "Kopia"},
        "POST /api/v1/scenarios/{pk}/pins": {"kind": "stays_out", "municipality": "1439"},
        "POST /api/v1/scenarios/{pk}/limits": {"rule": "budget", "of": "1439", "amount": 1},
        "POST /api/v1/steps/{pk}/begin": {"on": "2009-01-01"},
        "POST /api/v1/steps/{pk}/complete": {"on": "2009-01-01", "evidence": "Dnr 1"},
        "POST /api/v1/steps/{pk}/slip": {"ends_on": "2009-12-01", "why": "Bokslut"},
        "POST /api/v1/agenda-items/{pk}/note": {"outcome": "noted", "notes": "Rättat"},
        "POST /api/v1/actions/{pk}/finish": {"report": "Klart"},
        "POST /api/v1/notices/{pk}/acknowledge": {"comment": "Läst"},
    }
    clients = _clients(people)
    lines = ["| operation | " + " | ".join(KINDS) + " |", "|---" * (len(KINDS) + 1) + "|"]
    asked = set()
    for path, methods in sorted(schema()["paths"].items()):
        pk = next((pk for part_of, pk in subjects.items() if part_of in path), None)
        address = (
            path.replace("{pk}", str(pk))
            .replace("{party}", str(party.pk))
            .replace("{alias}", str(spelled.pk))
        )
        for method in methods:
            operation = f"{method.upper()} {path}"
            asked.add(operation)
            body = None if method == "get" else bodies.get(operation)
            answers = []
            for client in clients.values():
                with transaction.atomic():
                    answer = client.generic(
                        method.upper(),
                        address,
                        json.dumps(body),
                        content_type="application/json",
                        headers=None if method == "get" else _version(client, address),
                    )
                    transaction.set_rollback(True)
                answers.append(WORDS.get(answer.status_code, "?"))
            lines.append(f"| `{operation}` | " + " | ".join(answers) + " |")
    assert set(bodies) <= asked
    return "\n".join(lines)


def _version(client: Client, address: str) -> dict[str, str]:
    """What a change, a merge or a removal is made from, where the reader may read it."""
    row = re.match(r"/api/v1/[^/]+/[^/]+", address)
    tag = client.get(row.group(0)).headers.get("ETag") if row else None
    return {"If-Match": tag} if tag else {}


@pytest.mark.reads_pages
@pytest.mark.django_db
def test_every_address_as_every_kind_of_person(walked: Walked) -> None:
    people = {**walked.society.people, **_outsiders(walked)}
    table = f"{_table(walked, people)}\n\n## The API\n\n{_operations(walked, people)}"
    assert "?" not in table, [line for line in table.splitlines() if "?" in line]
    if os.environ.get("SAMDRIFT_WRITE_DOCS"):
        text = PAGE.read_text(encoding="utf-8")
        text = MARKS.sub(lambda _match: f"<!-- table -->\n{table}\n<!-- /table -->", text)
        PAGE.write_text(text, encoding="utf-8")
    told = MARKS.search(PAGE.read_text(encoding="utf-8"))
    assert told is not None
    assert told.group(0) == f"<!-- table -->\n{table}\n<!-- /table -->"
