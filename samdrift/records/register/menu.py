"""Where the register stands in the menu."""

from django.utils.translation import gettext_lazy as _

from samdrift.foundation.organisations.menu import MenuEntry, MenuGroup, is_member, is_no_supplier

MENU = [
    MenuEntry(
        MenuGroup.HAVE,
        "application_list",
        _("Applications"),
        is_no_supplier,
        10,
        also=("synonym_list",),
        for_users=MenuGroup.FINDING,
        help="registret",
        help_of_pages=(
            ("responsibility_", "organisation#systemagare-bitradande-och-systemansvariga"),
            ("synonym_", "sok-i-allt"),
        ),
    ),
    MenuEntry(
        MenuGroup.HAVE,
        "application_search",
        _("Search applications"),
        is_no_supplier,
        5,
        for_users=MenuGroup.FINDING,
        is_shown=False,
        help="sok-i-allt",
        help_for_users="anstalld",
    ),
    MenuEntry(
        MenuGroup.HAVE,
        "product_list",
        _("Products"),
        is_no_supplier,
        30,
        for_users=MenuGroup.FINDING,
        help="registret",
    ),
    MenuEntry(
        MenuGroup.HAVE,
        "supplier_list",
        _("Suppliers"),
        is_no_supplier,
        40,
        for_users=MenuGroup.FINDING,
        help="leverantorer",
    ),
    MenuEntry(
        MenuGroup.HAVE,
        "area_list",
        _("Areas"),
        is_no_supplier,
        50,
        help="registret",
    ),
    MenuEntry(
        MenuGroup.TOGETHER,
        "value_assessment_list",
        _("Value assessments"),
        is_member,
        60,
        for_users=MenuGroup.ABOUT,
        help="policyn#nyttobedomning-och-utbildningsplan",
    ),
    MenuEntry(
        MenuGroup.GOVERNING,
        "audience_page",
        _("Who sees what"),
        is_member,
        40,
        help="registret",
    ),
]
