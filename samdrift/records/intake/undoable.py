"""A file that was brought in can be undone as a whole, by whoever may bring such a file in."""

from django.utils.translation import gettext_noop

from samdrift.foundation.audit.models import ChangeSet
from samdrift.foundation.organisations.access import may
from samdrift.foundation.organisations.models import Person
from samdrift.foundation.organisations.undoable import UndoableAct
from samdrift.records.intake.actions.confirming import BROUGHT_IN_EVENT
from samdrift.records.intake.models import Status, Upload
from samdrift.records.intake.queries import visible_uploads


def _may_undo(person: Person, upload: Upload) -> bool:
    return may(person, upload.permission, upload)


def _mark_undone(change_set: ChangeSet) -> None:
    Upload.objects.filter(pk=change_set.about_id).update(status=Status.UNDONE)


BROUGHT_IN_FILE = UndoableAct(
    act=BROUGHT_IN_EVENT,
    undone=gettext_noop("intake.upload_undone"),
    visible=visible_uploads,
    may_undo=_may_undo,
    afterwards=_mark_undone,
    not_told=frozenset({"intake.importedrow", "intake.productchoice"}),
)
