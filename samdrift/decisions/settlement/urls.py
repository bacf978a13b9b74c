"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.settlement.views import explaining, settlements

urlpatterns = [
    path("andelar/rad/<int:pk>/", explaining.share_line_page, name="share_line_page"),
    path("debitering/", settlements.settlement_list, name="settlement_list"),
    path("debitering/ny/", settlements.settlement_add, name="settlement_add"),
    path("debitering/rad/<int:pk>/", explaining.charge_page, name="charge_page"),
    path("debitering/<int:pk>/", settlements.settlement_page, name="settlement_page"),
    path("debitering/<int:pk>/ratta/", settlements.settlement_correct, name="settlement_correct"),
]
