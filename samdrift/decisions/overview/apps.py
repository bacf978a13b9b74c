"""Registers the room with Django."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "samdrift.decisions.overview"
    label = "overview"

    def ready(self) -> None:
        from samdrift.decisions.overview.hints import HINTS
        from samdrift.foundation.handbook.hints import add_first_hints

        add_first_hints(*HINTS)
        from samdrift.decisions.overview.joint_kept import JOINT_BY_MUNICIPALITY, joint_now
        from samdrift.decisions.overview.menu import MENU
        from samdrift.decisions.overview.present.guide import GUIDE, guide_now
        from samdrift.foundation.organisations.kept_facts import keep_facts
        from samdrift.foundation.organisations.menu import add_menu_entries

        add_menu_entries(*MENU)
        keep_facts(JOINT_BY_MUNICIPALITY, joint_now)
        keep_facts(GUIDE, guide_now)
