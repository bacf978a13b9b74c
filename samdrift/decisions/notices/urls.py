"""The room's table of contents."""

from django.urls import path

from samdrift.decisions.notices.views import notices, own_notices, steps

urlpatterns = [
    path("aviseringar/", notices.notice_list, name="notice_list"),
    path(
        "aviseringar/ny-plattform/",
        steps.notice_add,
        {"kind": "platform"},
        name="notice_add_platform",
    ),
    path("aviseringar/ny-nyckel/", steps.notice_add, {"kind": "key"}, name="notice_add_key"),
    path("aviseringar/for-oss/", own_notices.changes_for_us, name="changes_for_us"),
    path("aviseringar/<int:pk>/", notices.notice_page, name="notice_page"),
    path("aviseringar/<int:pk>/andra/", steps.notice_change, name="notice_change"),
    path("aviseringar/<int:pk>/slang/", steps.notice_discard, name="notice_discard"),
    path("aviseringar/<int:pk>/skicka/", steps.notice_send, name="notice_send"),
    path("aviseringar/<int:pk>/last/", steps.notice_acknowledge, name="notice_acknowledge"),
    path("aviseringar/<int:pk>/paminn/", steps.notice_remind, name="notice_remind"),
    path("aviseringar/<int:pk>/mejla/", steps.notice_mail_again, name="notice_mail_again"),
    path("aviseringar/<int:pk>/aterkalla/", steps.notice_withdraw, name="notice_withdraw"),
]
