"""Everything that somebody may be allowed to do. Who may is in roles.py; how it is asked, in access.py."""

from enum import StrEnum


class Permission(StrEnum):
    # organisations
    MANAGE_ORGANISATIONS = "manage_organisations"  # organisations, memberships, units, population
    MANAGE_UNITS = "manage_units"  # the units of the own organisation
    KEEP_PEOPLE = "keep_people"  # those employed: added, employed, changed, invited, ended
    APPOINT_PEOPLE = "appoint_people"  # roles by appointment; people merged and erased
    EDIT_HANDBOOK = "edit_handbook"  # what the federation adds to the handbook
    # register
    MANAGE_CATALOGUE = "manage_catalogue"  # products and areas
    ADD_APPLICATION = "add_application"
    EDIT_APPLICATION = "edit_application"
    RETIRE_APPLICATION = "retire_application"  # the owner's, never the system manager's
    APPOINT_OWNER = "appoint_owner"
    APPOINT_SYSTEM_MANAGER = "appoint_system_manager"
    CHANGE_PARTICIPATION = "change_participation"  # start or end the use of one's own municipality
    ASSESS_IT = "assess_it"
    ASSESS_OPERATION = "assess_operation"
    # agreements, competence, spending, intake
    EDIT_AGREEMENT = "edit_agreement"
    EDIT_COMPETENCE = "edit_competence"
    CONFIRM_COMPETENCE = "confirm_competence"  # what somebody has said of themselves
    SEE_COSTS = "see_costs"
    EDIT_COSTS = "edit_costs"
    APPROVE_UNIT_COSTS = (
        "approve_unit_costs"  # an application's are approved by its owner or a delegate
    )
    SET_APPROVAL_RULE = (
        "set_approval_rule"  # from which amount two approve; accounts and billing details
    )
    IMPORT_REGISTER = "import_register"
    # decisions
    READ_HISTORY = "read_history"  # of whatever the own organisation takes part in
    SEE_COLLABORATION = "see_collaboration"  # opportunities, levels, plans, proposals
    RECORD_LEVEL = "record_level"
    HANDLE_OPPORTUNITY = "handle_opportunity"
    MAKE_PLAN = "make_plan"
    INTRODUCE = "introduce"  # introduction plans, and the steps of one's own municipality
    SHARE_COSTS = "share_costs"
    SETTLE_COSTS = "settle_costs"  # charges, settlements, vouchers and invoices
    TELL_CHANGES = "tell_changes"  # change notices; an owner of those of the own application
    HANDLE_BUDGET_REQUEST = "handle_budget_request"
    MAKE_PROPOSAL = "make_proposal"
    RECORD_DECISION = "record_decision"  # for one's own municipality
    EDIT_POLICY = "edit_policy"
    KEEP_VIEWS = "keep_views"  # views of lists for everyone in the organisation
    # machines
    USE_API_TOKEN = "use_api_token"  # noqa: S105 - a name, not a secret
