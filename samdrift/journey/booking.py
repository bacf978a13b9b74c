"""How the municipalities book and invoice, and the year's first vouchers and invoices.

Organisation numbers are the municipalities' own. Example data, marked as such: accounts (in the style of Kommun-Bas,
digits made up), responsibilities, activities, references, giros and addresses.
"""

from stdnum import luhn

from samdrift.decisions.ledger.actions.accounts import replace_accounts, set_billing_details
from samdrift.decisions.ledger.actions.exports import export_settlement
from samdrift.decisions.ledger.models import AccountMapping, BillingDetails, Direction, Export
from samdrift.decisions.settlement.models import Settlement
from samdrift.foundation.organisations.models import Organisation
from samdrift.journey.organisations import Society
from samdrift.records.spending.models import CostType

ORGANISATION_NUMBERS = {
    "bengtsfors": "212000-1470",
    "dalsed": "212000-1413",
    "fargelanda": "212000-1421",
    "mellerud": "212000-1488",
    "amal": "212000-1587",
    "saffle": "212000-1819",
    "arjang": "212000-1793",
}
#: Street, postal code, town and reference on invoices (example data).
ADDRESSES = {
    "bengtsfors": ("Exempelvägen 1", "666 31", "Bengtsfors", "1201"),
    "dalsed": ("Exempelvägen 2", "668 30", "Ed", "2100"),
    "fargelanda": ("Exempelvägen 3", "458 80", "Färgelanda", "IT300"),
    "mellerud": ("Exempelvägen 4", "464 80", "Mellerud", "4100"),
    "amal": ("Exempelvägen 5", "662 31", "Åmål", "5120"),
    "saffle": ("Exempelvägen 6", "661 80", "Säffle", "6010"),
    "arjang": ("Exempelvägen 7", "672 29", "Årjäng", "7005"),
}
#: (direction, type of cost) → account (example data; Kommun-Bas has class 3 for income, 6 and 7 for operating costs).
ACCOUNTS = {
    (Direction.COST, CostType.LICENCE): "6481",
    (Direction.COST, CostType.COMMUNICATION): "6821",
    (Direction.COST, CostType.TRAINING): "7051",
    (Direction.COST, ""): "7461",
    (Direction.INCOME, ""): "3561",
    (Direction.PAYABLE, ""): "2511",
    (Direction.RECEIVABLE, ""): "1511",
    (Direction.VAT_IN, ""): "1641",
    (Direction.VAT_OUT, ""): "2611",
}


def prepare_booking(society: Society) -> None:
    """Accounts and billing details of the five and of the two neighbours."""
    for place, key in enumerate(ORGANISATION_NUMBERS, 1):
        organisation = society.organisations[key]
        replace_accounts(
            by=society.administrator,
            organisation=organisation,
            mappings=[
                _mapping(organisation, direction, cost_type, account, place)
                for (direction, cost_type), account in ACCOUNTS.items()
            ],
        )
        _billing(society, key, place)


def _mapping(
    organisation: Organisation, direction: Direction, cost_type: str, account: str, place: int
) -> AccountMapping:
    """Results have responsibility and activity; what is owed has the counterparty alone."""
    result = direction in {Direction.COST, Direction.INCOME}
    return AccountMapping(
        organisation=organisation,
        direction=direction,
        cost_type=cost_type,
        account=account,
        cost_centre=f"12{place}0" if result else "",
        activity="9250" if result else "",
        counterparty="" if direction in {Direction.VAT_IN, Direction.VAT_OUT} else "82{kod}",
        is_example=True,
    )


def _billing(society: Society, key: str, place: int) -> None:
    street, postal_code, city, reference = ADDRESSES[key]
    number = ORGANISATION_NUMBERS[key]
    details = BillingDetails(
        organisation=society.organisations[key],
        street=street,
        postal_code=postal_code,
        city=city,
        reference=reference,
        bankgiro=example_bankgiro(place),
        vat_number=f"SE{number.replace('-', '')}01",
        email=f"ekonomi.{key}@demo.example",
        is_example=True,
    )
    set_billing_details(by=society.administrator, details=details, organisation_number=number)


def example_bankgiro(place: int) -> str:
    """A made-up number with a right check digit: 000-001x, which no real bankgiro is."""
    digits = f"00000{place}"
    whole = digits + luhn.calc_check_digit(digits)
    return f"{whole[:3]}-{whole[3:]}"


def export(society: Society, settlement: Settlement) -> list[Export]:
    """The controller writes everyone's vouchers and invoices."""
    return export_settlement(by=society.people["controller"], settlement=settlement)
