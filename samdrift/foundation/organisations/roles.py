"""Who may do what: every role and its permissions. An auditor should be able to read this page.

A role is held over an organisation (by appointment; a federation's covers its members) or over one application
(its system owner, deputy and system manager, by responsibility). Everyone employed by a member is `EMPLOYEE`.
"""

from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.permissions import Permission as P


class Role(StrEnum):
    EMPLOYEE = "employee"
    SYSTEM_OWNER = "system_owner"
    DEPUTY_OWNER = "deputy_owner"
    SYSTEM_MANAGER = "system_manager"
    DEPARTMENT_MANAGER = "department_manager"
    IT_MANAGER = "it_manager"
    CONTROLLER = "controller"
    FEDERATION_ADMINISTRATOR = "federation_administrator"
    AUDITOR = "auditor"
    SUPPLIER = "supplier"

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]

    @classmethod
    def by_appointment(cls) -> list["Role"]:
        """Roles given by appointment; the rest follow from employment or from an application."""
        return [
            cls.DEPARTMENT_MANAGER,
            cls.IT_MANAGER,
            cls.CONTROLLER,
            cls.FEDERATION_ADMINISTRATOR,
            cls.AUDITOR,
        ]

    @classmethod
    def over_a_unit(cls) -> list["Role"]:
        """Roles that are of a unit and are given over no whole organisation."""
        return [cls.DEPARTMENT_MANAGER]


_LABELS: dict[Any, str | Promise] = {
    Role.EMPLOYEE: _("Employee"),
    Role.SYSTEM_OWNER: _("System owner"),
    Role.DEPUTY_OWNER: _("Deputy system owner"),
    Role.SYSTEM_MANAGER: _("System manager"),
    Role.DEPARTMENT_MANAGER: _("Department manager"),
    Role.IT_MANAGER: _("IT manager"),
    Role.CONTROLLER: _("Controller"),
    Role.FEDERATION_ADMINISTRATOR: _("Federation administrator"),
    Role.AUDITOR: _("Auditor"),
    Role.SUPPLIER: _("Supplier"),
}

_OWNER = frozenset(
    {
        P.EDIT_APPLICATION,
        P.RETIRE_APPLICATION,
        P.APPOINT_SYSTEM_MANAGER,
        P.ASSESS_OPERATION,
        P.EDIT_AGREEMENT,
        P.EDIT_COMPETENCE,
        P.CONFIRM_COMPETENCE,
        P.SEE_COSTS,
        P.EDIT_COSTS,
        P.TELL_CHANGES,
    }
)
_IT_MANAGER = frozenset(
    {
        P.MANAGE_UNITS,
        P.KEEP_PEOPLE,
        P.MANAGE_CATALOGUE,
        P.ADD_APPLICATION,
        P.EDIT_APPLICATION,
        P.RETIRE_APPLICATION,
        P.APPOINT_OWNER,
        P.APPOINT_SYSTEM_MANAGER,
        P.CHANGE_PARTICIPATION,
        P.ASSESS_IT,
        P.ASSESS_OPERATION,
        P.EDIT_AGREEMENT,
        P.EDIT_COMPETENCE,
        P.CONFIRM_COMPETENCE,
        P.SEE_COSTS,
        P.EDIT_COSTS,
        P.APPROVE_UNIT_COSTS,
        P.HANDLE_BUDGET_REQUEST,
        P.IMPORT_REGISTER,
        P.SEE_COLLABORATION,
        P.RECORD_LEVEL,
        P.HANDLE_OPPORTUNITY,
        P.MAKE_PLAN,
        P.INTRODUCE,
        P.SHARE_COSTS,
        P.TELL_CHANGES,
        P.MAKE_PROPOSAL,
        P.RECORD_DECISION,
        P.KEEP_VIEWS,
        P.USE_API_TOKEN,
    }
)

ROLES: dict[Role, frozenset[P]] = {
    Role.EMPLOYEE: frozenset(),
    Role.SYSTEM_OWNER: _OWNER,
    Role.DEPUTY_OWNER: _OWNER - {P.APPOINT_SYSTEM_MANAGER, P.RETIRE_APPLICATION},
    Role.SYSTEM_MANAGER: frozenset({P.EDIT_APPLICATION, P.ASSESS_OPERATION, P.EDIT_COMPETENCE}),
    Role.DEPARTMENT_MANAGER: frozenset(
        {P.SEE_COSTS, P.ASSESS_OPERATION, P.APPROVE_UNIT_COSTS, P.CONFIRM_COMPETENCE}
    ),
    Role.IT_MANAGER: _IT_MANAGER,
    Role.CONTROLLER: frozenset(
        {
            P.SEE_COSTS,
            P.EDIT_COSTS,
            P.SET_APPROVAL_RULE,
            P.SHARE_COSTS,
            P.SETTLE_COSTS,
            P.TELL_CHANGES,
            P.HANDLE_BUDGET_REQUEST,
            P.SEE_COLLABORATION,
            P.KEEP_VIEWS,
            P.USE_API_TOKEN,
        }
    ),
    Role.FEDERATION_ADMINISTRATOR: _IT_MANAGER
    | {
        P.MANAGE_ORGANISATIONS,
        P.APPOINT_PEOPLE,
        P.EDIT_POLICY,
        P.EDIT_HANDBOOK,
        P.SET_APPROVAL_RULE,
        P.SETTLE_COSTS,
    },
    Role.AUDITOR: frozenset({P.READ_HISTORY, P.SEE_COSTS, P.SEE_COLLABORATION}),
    Role.SUPPLIER: frozenset(),
}
