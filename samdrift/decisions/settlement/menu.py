"""Where charges stand in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.decisions.sharing.queries.visible import sees_costs
from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup

MENU = [
    MenuEntry(
        MenuGroup.MONEY,
        "settlement_list",
        _("Charges"),
        sees_costs,
        90,
        also=("ledger_account_list", "billing_list"),
        help="kostnader#avrakningen",
        help_of_pages=(
            ("export_", "kostnader#verifikationer-och-fakturor"),
            ("ledger_", "kostnader#verifikationer-och-fakturor"),
            ("billing_", "kostnader#verifikationer-och-fakturor"),
        ),
    ),
]
