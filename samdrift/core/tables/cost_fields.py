"""What a column of a file of costs can mean, and the words of its closed vocabularies."""

from collections.abc import Mapping, Sequence

from samdrift.core.tables.fields import Field, Vocabulary


def _field(name: str, kind: str, aliases: str) -> Field:
    return Field(name, kind, tuple(" ".join(alias.split()) for alias in aliases.split("|")))


COSTS = Vocabulary(
    (
        _field(
            "what",
            "name",
            """
        Applikation eller enhet | Vad | Objekt | Kostnadsobjekt | Vad kostnaden gäller | Avser | Subject
    """,
        ),
        _field(
            "application",
            "name",
            """
        Applikation | System | Systemnamn | Applikationsnamn | IT-system | Program | Namn | Application | System name
    """,
        ),
        _field(
            "initiative",
            "name",
            """
        Gemensam satsning | Satsning | Projekt | Kurs | Initiativ | Initiative | Project | Joint initiative
    """,
        ),
        _field(
            "unit",
            "name",
            """
        Enhet | Förvaltning | Avdelning | IT-enhet | Kostnadsställe | Unit | Department | Förvaltning/enhet
    """,
        ),
        _field(
            "bearer",
            "name",
            """
        Bärs av | Kommun | Betalas av | Betalare | Bärare | Kommunkod | Borne by | Municipality | Organisation
    """,
        ),
        _field(
            "year",
            "year",
            """
        År | Budgetår | Räkenskapsår | Verksamhetsår | Year
    """,
        ),
        _field(
            "phase",
            "choice",
            """
        Fas | Skede | Phase
    """,
        ),
        _field(
            "type",
            "choice",
            """
        Kostnadsslag | Kostnadstyp | Typ | Konto | Kontotyp | Slag av kostnad | Type | Cost type
    """,
        ),
        _field(
            "kind",
            "choice",
            """
        Slag | Budget/prognos/utfall | Budget eller utfall | Radtyp | Version | Kind
    """,
        ),
        _field(
            "amount",
            "amount",
            """
        Belopp | Belopp kr | Belopp exkl. moms | Kronor | Summa | Kostnad | Amount | Cost | Utfall kr
    """,
        ),
        _field(
            "note",
            "text",
            """
        Anteckning | Anteckningar | Kommentar | Notering | Text | Beskrivning | Note | Comment
    """,
        ),
    )
)

#: Code → the words that mean it.
COST_PHASES: Mapping[str, Sequence[str]] = {
    "introduction": ("Införande", "Under införande", "Införandefas", "Introduction", "Projekt"),
    "maintenance": (
        "Underhåll",
        "Drift",
        "Förvaltning",
        "Drift och underhåll",
        "Maintenance",
        "Löpande",
    ),
    "renewal": ("Förnyelse", "Utveckling", "Vidareutveckling", "Uppgradering", "Renewal"),
}
COST_TYPES: Mapping[str, Sequence[str]] = {
    "hardware": ("Hårdvara", "Maskinvara", "Utrustning", "Hardware"),
    "software": ("Mjukvara", "Programvara", "Software"),
    "licence": ("Licenser", "Licens", "Licenskostnad", "Licences", "Licence"),
    "communication": (
        "Kommunikation mellan kommuner",
        "Kommunikation",
        "Datakommunikation",
        "Förbindelse",
        "Communication between municipalities",
        "Communication",
    ),
    "internal_communication": (
        "Kommunikation inom kommunen",
        "Kommunikation i kommunen",
        "Intern kommunikation",
        "Lokalt nät",
        "Communication inside the municipality",
        "Internal communication",
    ),
    "training": ("Utbildning", "Kurser", "Training"),
    "staff": ("Personal", "Lön", "Löner", "Personalkostnad", "Staff"),
    "other": ("Övrigt", "Övriga kostnader", "Annat", "Other"),
}
COST_KINDS: Mapping[str, Sequence[str]] = {
    "budget": ("Budget", "Budgeterat", "Budgeterad"),
    "forecast": ("Prognos", "Forecast", "Helårsprognos"),
    "actual": ("Utfall", "Verkligt", "Bokfört", "Bokslut", "Redovisning", "Actual"),
}
