"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.ledger.views import accounts, exports, files

PARTY = "debitering/<int:pk>/filer/<int:organisation>"

urlpatterns = [
    path("debitering/<int:pk>/avrakning.pdf", files.settlement_paper, name="settlement_paper"),
    path("debitering/<int:pk>/filer/", exports.export_list, name="export_list"),
    path("debitering/<int:pk>/filer/skriv/", exports.export_all, name="export_all"),
    path("debitering/<int:pk>/filer/alla.zip", files.whole_archive, name="whole_archive"),
    path(f"{PARTY}/", exports.export_page, name="export_page"),
    path(
        f"{PARTY}/verifikationer/",
        exports.export_write,
        {"kind": "vouchers"},
        name="export_vouchers",
    ),
    path(f"{PARTY}/fakturor/", exports.export_write, {"kind": "invoices"}, name="export_invoices"),
    path(f"{PARTY}/verifikationer.si", files.sie_file, name="sie_file"),
    path(f"{PARTY}/bokforingsorder.csv", files.booking_file, {"ending": "csv"}, name="booking_csv"),
    path(
        f"{PARTY}/bokforingsorder.xlsx", files.booking_file, {"ending": "xlsx"}, name="booking_xlsx"
    ),
    path(f"{PARTY}/faktura-<str:name>.xml", files.invoice_file, name="invoice_file"),
    path(f"{PARTY}/avrakning.pdf", files.party_paper, name="party_paper"),
    path(f"{PARTY}/allt.zip", files.party_archive, name="party_archive"),
    path("konton/", accounts.account_list, name="ledger_account_list"),
    path("konton/ny/", accounts.account_add, name="ledger_account_add"),
    path("konton/fil/", accounts.account_file, name="ledger_account_file"),
    path("konton/<int:pk>/", accounts.account_change, name="ledger_account_change"),
    path("konton/<int:pk>/ta-bort/", accounts.account_remove, name="ledger_account_remove"),
    path("faktureringsuppgifter/", accounts.billing_list, name="billing_list"),
    path("faktureringsuppgifter/<int:pk>/", accounts.billing_change, name="billing_change"),
]
