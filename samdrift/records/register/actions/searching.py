"""Words that mean the same when somebody searches."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act, lock_for_edit, save_changes
from samdrift.foundation.organisations.access import require
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.permissions import Permission
from samdrift.records.register.models import Synonym


@verb
def add_synonym(*, by: Person, federation: Organisation, words: str) -> Synonym:
    """Keep words that mean the same, with commas between: who searches for one finds the others."""
    require(by, Permission.MANAGE_CATALOGUE, federation)
    synonym = Synonym(federation=federation, words=_in_order(words))
    synonym.full_clean()
    synonym.save()
    record("register.synonym_added", synonym, by=by, after=facts(synonym), parent=federation)
    return synonym


@verb
def change_synonym(*, by: Person, synonym: Synonym) -> Synonym:
    """Change which words mean the same."""
    require(by, Permission.MANAGE_CATALOGUE, synonym.federation)
    stored = lock_for_edit(synonym)
    synonym.words = _in_order(synonym.words)
    synonym.full_clean()
    save_changes(synonym, stored)
    record(
        "register.synonym_changed",
        synonym,
        by=by,
        before=facts(stored),
        after=facts(synonym),
        parent=synonym.federation,
    )
    return synonym


@verb
def remove_synonym(*, by: Person, synonym: Synonym) -> None:
    """Let words mean the same no longer."""
    require(by, Permission.MANAGE_CATALOGUE, synonym.federation)
    lock_for_act(synonym)
    record(
        "register.synonym_removed", synonym, by=by, before=facts(synonym), parent=synonym.federation
    )
    synonym.delete()


def _in_order(words: str) -> str:
    """Each word once, with a comma and a space between."""
    terms = list(dict.fromkeys(" ".join(term.split()) for term in words.split(",") if term.strip()))
    if len(terms) < 2:
        raise ValidationError({"words": _("Write two words or more, with commas between.")})
    return ", ".join(terms)
