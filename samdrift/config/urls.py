"""Every address, room by room."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("samdrift.entrances.portal.urls")),
    path("sprak/", login_not_required(set_language), name="set_language"),
    path("utseende/", include("samdrift.foundation.ui.urls")),
    path("organisationer/", include("samdrift.foundation.organisations.urls")),
    path("meddelanden/", include("samdrift.foundation.messages.urls")),
    path("bilagor/", include("samdrift.foundation.files.urls")),
    path("hjalp/", include("samdrift.foundation.handbook.urls")),
    path("vyer/", include("samdrift.foundation.saved_views.urls")),
    path("moten/", include("samdrift.foundation.meetings.urls")),
    path("applikationer/", include("samdrift.records.register.urls")),
    path("avtal/", include("samdrift.records.agreements.urls")),
    path("kompetens/", include("samdrift.records.competence.urls")),
    path("kostnadsrader/", include("samdrift.records.spending.urls")),
    path("inlasning/", include("samdrift.records.intake.urls")),
    path("forslag/", include("samdrift.decisions.governance.urls")),
    path("samverkan/", include("samdrift.decisions.collaboration.urls")),
    path("inforande/", include("samdrift.decisions.introduction.urls")),
    path("planer/", include("samdrift.decisions.planning.urls")),
    path("kostnader/", include("samdrift.decisions.overview.urls")),
    path("kostnader/", include("samdrift.decisions.sharing.urls")),
    path("kostnader/", include("samdrift.decisions.fairness.urls")),
    path("kostnader/", include("samdrift.decisions.settlement.urls")),
    path("kostnader/", include("samdrift.decisions.ledger.urls")),
    path("kostnader/", include("samdrift.decisions.notices.urls")),
    path("kostnader/", include("samdrift.decisions.budgeting.urls")),
    path("policy/", include("samdrift.decisions.policy.urls")),
    path("api/", include("samdrift.entrances.api.urls")),
]
