"""What a column of a list of employees can mean."""

from samdrift.core.tables.fields import Field, Vocabulary


def _field(name: str, kind: str, aliases: str) -> Field:
    return Field(name, kind, tuple(" ".join(alias.split()) for alias in aliases.split("|")))


EMPLOYEES = Vocabulary(
    (
        _field(
            "person",
            "people",
            """
        Namn | Anställd | Medarbetare | Person | För- och efternamn | Fullständigt namn | Name | Employee | Full name
    """,
        ),
        _field(
            "given_name",
            "people",
            """
        Förnamn | Tilltalsnamn | First name | Given name
    """,
        ),
        _field(
            "family_name",
            "people",
            """
        Efternamn | Last name | Surname | Family name
    """,
        ),
        _field(
            "email",
            "text",
            """
        E-post | E-postadress | Epost | Mejl | Mejladress | Mail | Mailadress | E-mail | E-mail address
    """,
        ),
        _field(
            "phone",
            "text",
            """
        Telefon | Telefonnummer | Tfn | Mobil | Mobiltelefon | Mobilnummer | Phone | Phone number | Mobile
    """,
        ),
        _field(
            "number",
            "text",
            """
        Anställningsnummer | Anställningsnr | Anst.nr | Anställnings-id | Employee number | Employee id
    """,
        ),
        _field(
            "organisation",
            "text",
            """
        Organisation | Kommun | Arbetsgivare | Kommunkod | Organization | Employer | Municipality
    """,
        ),
        _field(
            "unit",
            "text",
            """
        Enhet | Förvaltning | Avdelning | Arbetsplats | Organisationsenhet | Unit | Department
    """,
        ),
        _field(
            "title",
            "text",
            """
        Titel | Befattning | Yrkestitel | Tjänst | Title | Job title | Position
    """,
        ),
        _field(
            "manager",
            "people",
            """
        Chef | Närmaste chef | Chefens e-post | Chefens e-postadress | Överordnad | Manager | Line manager
    """,
        ),
        _field(
            "starts_on",
            "date",
            """
        Från | Från och med | Fr.o.m. | Anställd från | Startdatum | Anställningsdatum | From |
        Start date | Employed from
    """,
        ),
        _field(
            "ends_on",
            "date",
            """
        Till | Till och med | T.o.m. | Anställd till | Slutdatum | Sista anställningsdag | Sista dag | To |
        End date | Last day
    """,
        ),
    )
)
