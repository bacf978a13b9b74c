"""What becomes of this room's rows when a unit or an organisation that they refer to is closed."""

from samdrift.foundation.organisations.succession import (
    GOES_OVER,
    STAYS,
    Succeeds,
    Succession,
    Without,
)

SUCCESSIONS = {
    "register.Application.operating_unit": Succeeds(Succession.FOLLOWS, Without.IS_EMPTIED),
    "register.Participation.unit": GOES_OVER,
    "register.Application.host": Succeeds(Succession.FOLLOWS),
    "register.Participation.organisation": GOES_OVER,
    "register.Product.supplier": Succeeds(Succession.FOLLOWS, Without.STAYS),
    "register.SupplierAlias.organisation": STAYS,
    "register.FieldAudience.federation": STAYS,
    "register.Synonym.federation": STAYS,
    "register.ValueAssessment.organisation": STAYS,  # what was judged
}
