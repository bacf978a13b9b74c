"""What is typed in each form so that it holds, over what stands in it and must stand in it. By the page's name.

A form that needs nothing more than its required fields needs no line here; one that then does not hold fails until it
has one.
"""

from typing import Any

TYPED: dict[str, dict[str, Any]] = {
    "action_move": {"due_on": "2009-03-01"},
    "appointment_add": {"role": "controller"},
    "application_add": {"without_because": "Prövas först"},
    "draft_clause_add": {"code": "9.9"},
    "draft_goal_add": {"year": "2012"},
    "decision_add": {"on": "2009-01-01", "paragraph": "§ 7", "body": "board"},
    "dependency_add": {"outside": "Navet"},
    "department_rule_add": {"split": "Kommunledningskontoret: 1"},
    "level_add": {"number": "9"},
    "meeting_add": {"starts": "09:00", "ends": "11:00", "place": "Åmåls stadshus"},
    "opportunity_propose": {"text": "Vi går samman"},
    "procurement_times_add": {"dear_ore": "100000", "dearest_ore": "200000"},
    "proposal_add": {"cites_none_because": "Rör ingen punkt"},
    "responsibility_end": {"leaves_gap": "on", "why": "Vakant"},
    "step_slip": {"ends_on": "2010-12-31", "bekrafta": "1"},
    "synonym_add": {"words": "vatten, avlopp"},
    "value_assessment_add": {"cost": "Ingen"},
}
#: What the demonstration's rows or the empty choices of the form do not allow, and a part of the words of the refusal.
REFUSED: dict[str, str] = {
    "agreement_option": "Avtalet har ingen option kvar",
    "budget_request_send": "Begäran finns redan i budgetprocessen",
    "change_set_undo": "har ändrats",
    "cost_line_add": "En kostnad hör till",
    "draft_clause_add": "Policyn är framlagd för beslut",
    "draft_clause_change": "Policyn är framlagd för beslut",
    "draft_clause_remove": "Policyn är framlagd för beslut",
    "draft_goal_add": "Policyn är framlagd för beslut",
    "draft_goal_change": "Policyn är framlagd för beslut",
    "draft_goal_remove": "Policyn är framlagd för beslut",
    "department_rule_add": "En annan regel gäller",
    "employment_add": "Personen är redan anställd där",
    "employment_close": "Välj en efterträdare för: Systemägare",
    "function_accept": "står redan på listan",
    "function_remove": "Slå i stället ihop den",
    "initiative_join": "Kommunen deltar redan",
    "initiative_alone": "Ange vad minst en kommun",
    "introduction_add": "Planen har redan sin införandeplan",
    "joint_cost_alone": "Ange vad minst en kommun",
    "ledger_account_add": "Det finns redan ett konto för detta",
    "limit_add": "Välj en IT-enhet för vad den kan drifta",
    "membership_add": "Organisationen är redan medlem",
    "organisation_close": "Den har inte lämnat allt",
    "organisation_remove": "Den kan inte tas bort",
    "notes_send": "Anteckningarna är redan skickade",
    "notice_add_platform": "Välj en applikation eller en gemensam satsning",
    "organisation_add": "Ange vilken organisation det är",
    "participation_add": "Kommunen deltar redan",
    "person_erase": "Avsluta anställningen först",
    "person_merge": "så de kan inte vara samma person",
    "person_merge_choose": "Ingen som är anställd här heter",
    "pin_add": "Den här sortens låsning kräver",
    "policy_draft_change": "Policyn är framlagd för beslut",
    "plan_propose": "Planen är redan föreslagen",
    "plan_what_if": "Ange vad som ska vara annorlunda",
    "proposal_take_up": "Det står redan på det mötets dagordning",
    "scenario_remove": "En plan i scenariot har föreslagits",
    "settlement_correct": "Rätta årets senaste avräkning",
    "settlement_add": "Året har redan debiterats",
    "share_alone": "Ange vad minst en kommun",
    "share_discard": "Andelen har debiterats",
    "sharing_rule_decide": "Nyckeln är redan överenskommen",
    "step_complete": "måste vara klart först",
    "step_reopen": "Steget är inte klart eller inställt",
    "unit_close": "Säg vem som tar över",
    "unit_merge": "har redan de här",
    "unit_move": "Detta fält måste fyllas i",
    "unit_remove": "Den kan inte tas bort",
}
#: Told in the log each time: a test was made, whatever it found.
TOLD_EACH_TIME = {"proposal_fits"}
#: Forms that are not sent as they should be here, and where they are.
NOT_SENT: dict[str, str] = dict.fromkeys(
    ("upload_new", "cost_upload_new", "employee_upload_new", "list_upload_new"),
    "a file may be read twice and is brought in once: tests/integration/test_intake_pages.py",
) | {
    "attachment_add": "needs a file: tests/integration/test_attachments.py",
    "ledger_account_file": "needs a file: tests/integration/test_money_pages.py",
    "policy_adopt": "needs a file: tests/integration/test_policy_pages.py",
    "calendar_page": "a new address each time, shown once: tests/integration/test_calendar_days.py",
    "message_unsubscribe": "a mail program's one click is answered with a page: tests/integration/test_letters.py",
}
#: Which row it is is chosen in the form, and none stands for the first choice; older versions of one that stands are in
#: tests/integration/test_stale_versions.py.
CHOSEN_IN_THE_FORM = {"frame_set"}
