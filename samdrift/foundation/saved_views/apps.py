"""Registers the room with Django."""

from django.apps import AppConfig


class SavedViewsConfig(AppConfig):
    name = "samdrift.foundation.saved_views"
    label = "saved_views"

    def ready(self) -> None:
        from samdrift.foundation.organisations.actions.personal_data import add_forgetting
        from samdrift.foundation.organisations.counted_words import add_counted_words
        from samdrift.foundation.organisations.menu import add_menu_entries
        from samdrift.foundation.organisations.succession import add_successions
        from samdrift.foundation.saved_views.actions import forget_own_views
        from samdrift.foundation.saved_views.counted_words import COUNTED_WORDS
        from samdrift.foundation.saved_views.menu import MENU
        from samdrift.foundation.saved_views.succession import SUCCESSIONS
        from samdrift.foundation.saved_views.tabs import SavedTabs
        from samdrift.foundation.ui.listing.tabs import give_lists_tabs

        add_forgetting(forget_own_views)
        add_counted_words(COUNTED_WORDS)
        add_menu_entries(*MENU)
        add_successions(SUCCESSIONS)
        give_lists_tabs(SavedTabs())
