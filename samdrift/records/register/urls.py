"""The room's table of contents."""

from django.urls import path

from samdrift.records.register.panels import APPLICATION_TABS
from samdrift.records.register.views import (
    application_page as one,
)
from samdrift.records.register.views import (
    application_tabs as tabs,
)
from samdrift.records.register.views import (
    applications,
    audience,
    catalogue,
    life,
    merging_suppliers,
    responsibilities,
    searching,
    several,
    suppliers,
    value,
)

urlpatterns = [
    path("", applications.application_list, name="application_list"),
    path("sok/", applications.application_search, name="application_search"),
    path("ny/", applications.application_add, name="application_add"),
    path("flera/<slug:what>/", several.application_several, name="application_several"),
    path("<int:pk>/", one.application_page, name="application_page"),
    path("<int:pk>/andra/", applications.application_change, name="application_change"),
    path("<int:pk>/avveckla/", applications.application_retire, name="application_retire"),
    path("<int:pk>/deltagande/", life.participation_add, name="participation_add"),
    path(
        "<int:pk>/deltagande/<int:part>/andra/",
        life.participation_change,
        name="participation_change",
    ),
    path(
        "<int:pk>/deltagande/<int:part>/avsluta/", life.participation_end, name="participation_end"
    ),
    path("<int:pk>/ansvariga/", responsibilities.responsibility_line, name="responsibility_line"),
    path("<int:pk>/ansvar/", responsibilities.responsibility_add, name="responsibility_add"),
    path(
        "<int:pk>/ansvar/<int:row>/avsluta/",
        responsibilities.responsibility_end,
        name="responsibility_end",
    ),
    path(
        "<int:pk>/ansvar/<int:row>/ratta/",
        responsibilities.responsibility_correct,
        name="responsibility_correct",
    ),
    path(
        "<int:pk>/ansvar/<int:row>/ta-bort/",
        responsibilities.responsibility_remove,
        name="responsibility_remove",
    ),
    path("<int:pk>/bedomning/", life.assessment_add, name="assessment_add"),
    path("<int:pk>/beroende/", life.dependency_add, name="dependency_add"),
    path("<int:pk>/beroende/<int:row>/ta-bort/", life.dependency_remove, name="dependency_remove"),
    path("<int:pk>/handelse/", life.lifecycle_add, name="lifecycle_add"),
    *(
        path(f"<int:pk>/{each.key}/", tabs.application_tab, {"tab": each.key}, "application_tab")
        for each in APPLICATION_TABS
    ),
    path("nyttobedomningar/", value.value_assessment_list, name="value_assessment_list"),
    path(
        "nyttobedomningar/undantag/",
        value.introduction_exception_list,
        name="introduction_exception_list",
    ),
    path("nyttobedomningar/ny/", value.value_assessment_add, name="value_assessment_add"),
    path("nyttobedomningar/<int:pk>/", value.value_assessment_page, name="value_assessment_page"),
    path("visning/", audience.audience_page, name="audience_page"),
    path("visning/<str:group>/", audience.audience_change, name="audience_change"),
    path("produkter/", catalogue.product_list, name="product_list"),
    path("produkter/ny/", catalogue.product_add, name="product_add"),
    path("produkter/katalog/", catalogue.catalogue_load, name="catalogue_load"),
    path("produkter/<int:pk>/", catalogue.product_page, name="product_page"),
    path("produkter/<int:pk>/andra/", catalogue.product_change, name="product_change"),
    path("produkter/<int:pk>/namn/", catalogue.alias_add, name="alias_add"),
    path("produkter/<int:pk>/slaihop/", catalogue.product_merge, name="product_merge"),
    path("sokord/", searching.synonym_list, name="synonym_list"),
    path("sokord/nytt/", searching.synonym_add, name="synonym_add"),
    path("sokord/<int:pk>/andra/", searching.synonym_change, name="synonym_change"),
    path("sokord/<int:pk>/ta-bort/", searching.synonym_remove, name="synonym_remove"),
    path("leverantorer/", suppliers.supplier_list, name="supplier_list"),
    path("leverantorer/<int:pk>/", suppliers.supplier_page, name="supplier_page"),
    path("leverantorer/<int:pk>/namn/", suppliers.supplier_alias_add, name="supplier_alias_add"),
    path(
        "leverantorer/<int:pk>/namn/<int:alias>/ta-bort/",
        suppliers.supplier_alias_remove,
        name="supplier_alias_remove",
    ),
    path(
        "leverantorer/<int:pk>/slaihop/",
        merging_suppliers.supplier_merge_choose,
        name="supplier_merge_choose",
    ),
    path(
        "leverantorer/<int:pk>/slaihop/<int:other>/",
        merging_suppliers.supplier_merge,
        name="supplier_merge",
    ),
    path("leverantorer/<int:pk>/isar/", merging_suppliers.supplier_part, name="supplier_part"),
    path("omraden/", catalogue.area_list, name="area_list"),
    path("omraden/nytt/", catalogue.area_add, name="area_add"),
    path("omraden/<int:pk>/", catalogue.area_page, name="area_page"),
    path("omraden/<int:pk>/andra/", catalogue.area_change, name="area_change"),
]
