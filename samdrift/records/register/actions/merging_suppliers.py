"""Two suppliers that are the same become one, as a whole that can be undone."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samdrift.foundation.audit.actions import facts, record
from samdrift.foundation.audit.keeping import changes_kept
from samdrift.foundation.audit.verbs import verb
from samdrift.foundation.audit.versions import lock_for_act
from samdrift.foundation.organisations.access import require_that
from samdrift.foundation.organisations.actions.unit_changes import point_everything_at
from samdrift.foundation.organisations.models import Organisation, Person
from samdrift.foundation.organisations.references import count_references, counts_for_history
from samdrift.records.register.models import Product, SupplierAlias
from samdrift.records.register.queries import may_merge_suppliers, why_not_merged

SUPPLIERS_MERGED = gettext_noop("register.suppliers_merged")


@verb
def merge_suppliers(
    *, by: Person, kept: Organisation, merged: Organisation, why: str
) -> Organisation:
    """Let `merged` be `kept`: products, agreements and names follow, its own name is another name, and it is gone.

    All that changes is kept, so that `undo_changes` parts them again.
    """
    require_that(may_merge_suppliers(by))
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    lock_for_act(kept)
    lock_for_act(merged)
    if objections := why_not_merged(kept, merged):
        raise ValidationError(objections)
    name, followed = merged.name, counts_for_history(count_references(merged))
    with changes_kept(SUPPLIERS_MERGED, about=kept, by=by, why=why):
        point_everything_at(by=by, thing=merged, other=kept, drop_doubles=True)
        if not kept.organisation_number:
            kept.organisation_number = merged.organisation_number
            kept.save()
        record("organisations.merged_into_another", merged, by=by, before=facts(merged))
        merged.delete()
        SupplierAlias.objects.get_or_create(name=name, defaults={"organisation": kept})
        after = {"merged": name, "followed": followed}
        record(SUPPLIERS_MERGED, kept, by=by, after=after, why=why)
    Product.store_words(Product.objects.filter(supplier=kept))
    return kept
