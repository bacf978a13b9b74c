"""The room's table of contents."""

from django.urls import path

from samdrift.foundation.meetings.views import agenda, groups, lists, meetings, notes

urlpatterns = [
    path("", lists.group_list, name="group_list"),
    path("ny-grupp/", groups.group_add, name="group_add"),
    path("grupp/<int:pk>/", groups.group_page, name="group_page"),
    path("grupp/<int:pk>/andra/", groups.group_change, name="group_change"),
    path("grupp/<int:pk>/person/", groups.member_add, name="group_member_add"),
    path("grupp/<int:pk>/person/<int:member>/", groups.member_end, name="group_member_end"),
    path("grupp/<int:pk>/moten/", lists.meeting_list, name="meeting_list"),
    path("grupp/<int:pk>/utfall/", lists.outcome_list, name="outcome_list"),
    path("grupp/<int:pk>/atgarder/", lists.action_list, name="action_list"),
    path("grupp/<int:pk>/nytt/", meetings.meeting_add, name="meeting_add"),
    path("<int:pk>/", meetings.meeting_page, name="meeting_page"),
    path("<int:pk>/andra/", meetings.meeting_change, name="meeting_change"),
    path("<int:pk>/kalla/", meetings.meeting_call, name="meeting_call"),
    path("<int:pk>/svara/", meetings.meeting_answer, name="meeting_answer"),
    path("<int:pk>/stall-in/", meetings.meeting_cancel, name="meeting_cancel"),
    path("<int:pk>/kalender.ics", meetings.meeting_calendar, name="meeting_calendar"),
    path("<int:pk>/punkt/", agenda.item_add, name="item_add"),
    path("punkt/<int:item>/flytta/", agenda.item_move, name="item_move"),
    path("punkt/<int:item>/ta-bort/", agenda.item_take_off, name="item_take_off"),
    path("punkt/<int:item>/atgard/", agenda.action_add, name="action_add"),
    path("atgard/<int:action>/flytta/", agenda.action_move, name="action_move"),
    path("atgard/<int:action>/klar/", agenda.action_finish, name="action_finish"),
    path("<int:pk>/narvaro/", notes.attendance, name="meeting_attendance"),
    path("<int:pk>/anteckna/", notes.notes_write, name="notes_write"),
    path("<int:pk>/skicka/", notes.notes_send, name="notes_send"),
    path("<int:pk>/bekrafta/", notes.notes_confirm, name="notes_confirm"),
    path("<int:pk>/minnesanteckningar.pdf", notes.notes_pdf, name="notes_pdf"),
]
