"""What a column of a register can mean, and what registers call it in Swedish, English, Danish and Norwegian."""

import re
from dataclasses import dataclass
from functools import lru_cache

_FOLD = str.maketrans("åäöæøéèüÅÄÖÆØÉÈÜ", "aaoaoeeuaaoaoeeu")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_IN_BRACKETS = re.compile(r"[(\[][^)\]]*+[)\]]?")


@dataclass(frozen=True, slots=True)
class Field:
    """A meaning a column can have.

    kind: what its cells hold - text, name, number, decimal, amount, date, agreement_end, year, people, yes_no, choice,
      choices, organisation - and so which reader in `cells` fits.
    """

    name: str
    kind: str
    aliases: tuple[str, ...]


def fold(text: str) -> str:
    """Case, å ä ö and marks away: «Avtal t.o.m.» → «avtal t o m»."""
    return _NOT_WORD.sub(" ", text.translate(_FOLD).lower()).strip()


def words_in(text: str) -> frozenset[str]:
    """The words of a text, for lists of words that are easier to read as running text."""
    return frozenset(text.split())


def _field(name: str, kind: str, aliases: str) -> Field:
    return Field(name, kind, tuple(" ".join(alias.split()) for alias in aliases.split("|")))


# fmt: off
FIELDS: tuple[Field, ...] = (
    _field("name", "name", """
        Namn | Systemnamn | System | Applikation | Applikationsnamn | IT-system | Systemets namn | Benämning |
        Programnamn | Program | Programvara | Tjänst | Namn på system | Namn på systemet | Verksamhetssystem |
        Systembenämning | Objekt | Name | System name | Application | Application name | Navn | Systemnavn |
        IT-system navn | Fagsystem | Titel | Objektnamn | IT-stöd | Applikation/System | System/tjänst |
        IT-tjänst | Systemnamn/tjänst
    """),
    _field("product", "name", """
        Produkt | Produktnamn | Produkt/version | Product | Product name | Standardsystem
    """),
    _field("version", "text", """
        Version | Versionsnummer | Programversion | Release
    """),
    _field("identifier", "text", """
        Id | Systemid | System-id | Systemnummer | Löpnummer | Nr | Nummer | Objekt-id | UUID | Identifierare |
        Rad
    """),
    _field("organisation", "organisation", """
        Organisation | Organisationsenhet | Organisationstillhörighet | Org | Organisatorisk tillhörighet |
        Organisation path | Organisationsväg | Ägande organisation | Organization
    """),
    _field("municipality", "name", """
        Kommun | Kommunnamn | Kommuner | Ägarkommun | Municipality | Kommune | Medlemskommun |
        Deltagande kommuner | Kommunkod
    """),
    _field("department", "name", """
        Förvaltning | Förvaltning/bolag | Förvaltningar | Enhet | Avdelning | Verksamhet | Nämnd | Sektor |
        Bolag | Department | Unit | Forvaltning | Afdeling | Avdeling | Etat | Verksamhetsenhet |
        Ägande förvaltning | Sektion | Kontor | Ansvarig förvaltning | Ansvarig nämnd | Förvaltning/enhet |
        Förvaltning/avdelning | Kund
    """),
    _field("active_users", "number", """
        Aktiva användare | Antal användare | Användare | Användarantal | Antal aktiva användare | Licenser |
        Antal licenser | Users | Number of users | Active users | Antal brugere | Antall brukere | Antal anv |
        Antal konton
    """),
    _field("user_group", "text", """
        Användargrupp | Användargrupper | Målgrupp | Vilka använder systemet | Used by | User group | Nyttjas av
    """),
    _field("criticality", "choice", """
        Verksamhetskritiskt | Verksamhetskritisk | Kritikalitet | Kritiskt | Kritiskt system | Prioritet |
        Samhällskritiskt | Samhällsviktigt | Criticality | Business critical | Kritikalitetsnivå | Kritisk |
        Forretningskritisk | Verksamhetskritikalitet | Prioritetsklass | Systemets betydelse | Kritiskhet
    """),
    _field("verdict_it", "choice", """
        IT Bedömning | Bedömning IT | IT:s bedömning | ITs bedömning | Teknisk bedömning |
        IT-avdelningens bedömning | IT verdict | Technical assessment | Teknisk vurdering | Omdöme IT |
        Teknisk status
    """),
    _field("verdict_operation", "choice", """
        Verksamhet Bedömning | Bedömning verksamhet | Verksamhetens bedömning | Verksamhetsbedömning |
        Business verdict | Business assessment | Omdöme verksamhet | Verksamhetsnytta | Bedömning |
        Forretningsmæssig vurdering
    """),
    _field("operated", "choice", """
        Drift internt eller externt | Drift | Driftform | Driftsform | Intern/extern drift | Driftleverantör |
        Driftställe | Driftas | Driftas av | Driftas hos | Hosting | Hosting model | Driftsmodell | Driftmiljö |
        Molntjänst | Var driftas systemet | Moln/lokal drift | Driftsplats | Leveransform | Driftsansvarig |
        Lokalt/moln | SaaS/on-prem | Molntjänst eller lokal installation
    """),
    _field("agreement_end", "agreement_end", """
        Avtalstiden löper ut datum | Avtal t.o.m. | Avtal tom | Avtalet löper ut | Avtalsslut | Avtal slutdatum |
        Avtal slut | Avtalstid | Avtalstid t.o.m. | Slutdatum | Slutdatum avtal | Avtalets slutdatum |
        Giltigt t.o.m. | Giltig till | Avtalsperiod slut | Avtalsslutdatum | Avtalet gäller till | Avtal upphör |
        Utgångsdatum | Avtal till och med | Slutar gälla | Gäller t.o.m. | Gäller till | Avtal utgår |
        Avtal giltigt till | Löptid | Löper ut | Contract end | Contract end date | Agreement end | End date |
        Kontrakt udløb | Kontraktudløb | Kontrakt slutt | Avtale utløper | Udløbsdato | Sluttdato | Slutdato |
        Avtalstid till
    """),
    _field("agreement_start", "date", """
        Avtal fr.o.m. | Avtal from | Avtalsstart | Avtal startdatum | Startdatum | Avtalets startdatum |
        Giltigt fr.o.m. | Avtal från | Avtalsdatum | Contract start | Agreement start | Start date |
        Kontrakt start | Startdato | Avtal från och med
    """),
    _field("notice_months", "text", """
        Uppsägningstid | Uppsägningstid (månader) | Uppsägning | Uppsägningstid mån | Notice period |
        Opsigelsesvarsel | Oppsigelsestid | Uppsägningsvillkor
    """),
    _field("extension", "text", """
        Förlängning | Förlängningsoption | Option | Optioner | Förlängningsmöjlighet | Extension |
        Extension option
    """),
    _field("agreement_reminder", "date", """
        Påminnelse att avtalstid löper ut | Påminnelse | Påminnelsedatum | Bevakningsdatum | Reminder
    """),
    _field("agreement", "text", """
        Avtal | Avtalsnummer | Avtalsnr | Avtals-id | Diarienummer | Diarienr | Dnr | Avtalsreferens | Contract |
        Agreement | Contract number | Kontrakt | Avtale | Ramavtal | Avtalstyp
    """),
    _field("operating_budget", "amount", """
        Driftbudget | Driftsbudget | Driftkostnad | Driftskostnad | Drift kr | Budget drift | Operating budget |
        Operating cost | Driftskostnader | Driftkostnad per år | Kostnad drift | Driftsudgifter | Driftkostnader
    """),
    _field("development_budget", "amount", """
        Utvecklingsbudget | Budget utveckling | Utvecklingskostnad | Utvecklingskostnader | Development budget |
        Development cost | Udviklingsbudget | Utviklingsbudsjett | Investering | Investeringsbudget
    """),
    _field("cost", "amount", """
        Årskostnad | Kostnad | Årlig kostnad | Kostnad per år | Kostnad/år | Total kostnad | Totalkostnad |
        Licenskostnad | Årskostnad (kr) | Pris | Pris per år | Avgift | Årsavgift | Underhållskostnad |
        Underhållsavgift | Annual cost | Yearly cost | Cost | Årlig omkostning | Årlig kostnad kr | Kostnad kr |
        Årspris | Belopp | Avtalsvärde | Cost per year | Kostnad totalt
    """),
    _field("lifecycle_phase", "choice", """
        Var i systemets livscykel befinner sig systemet? | Livscykel | Livscykelfas | Systemets livscykel | Fas |
        Status | Systemstatus | Livscykelstatus | Förvaltningsfas | Lifecycle | Lifecycle phase | Life cycle |
        Livscyklus | Livssyklus | Phase
    """),
    _field("it_managers", "people", """
        Systemansvariga IT | Systemansvarig IT | IT-ansvarig | Teknisk systemförvaltare | Systemförvaltare IT |
        Systemtekniker | Teknisk förvaltare | Teknisk ansvarig | Tekniskt ansvarig | IT-kontakt |
        Systemadministratör | Förvaltare IT | IT manager | Technical manager | Technical owner |
        Teknisk systemansvarlig | Teknisk kontakt | IT-tekniker | Förvaltningsledare IT | Kontakt IT |
        Kontaktperson IT | Objektspecialist IT | Driftansvarig | Systemansvarig teknik | IT-samordnare |
        Systemförvaltare teknik | Systemägare IT
    """),
    _field("operation_managers", "people", """
        Systemansvariga verksamhet | Systemansvarig verksamhet | Systemansvarig | Systemansvariga |
        Systemförvaltare | Systemförvaltare verksamhet | Förvaltare | Verksamhetsansvarig |
        Verksamhetsförvaltare | Förvaltningsledare | Förvaltningsledare verksamhet | Superanvändare |
        System manager | Business manager | Application manager | Systemansvarlig |
        Systemförvaltare (verksamhet) | Ansvarig | Ansvarig person | Ansvarig förvaltare |
        Funktionell systemförvaltare | Systemförv | Systemansvar verksamhet | Systemkoordinator |
        Objektspecialist
    """),
    _field("owner", "people", """
        Systemägare | Systemägare verksamhet | Ägare | Objektägare | System owner | Owner | Business owner |
        Systemejer | Systemeier | Systemägare namn | Applikationsägare | Systemägare (namn) | Systemeigar |
        Budgetansvarig | Verksamhetsägare
    """),
    _field("information_owner", "people", """
        Informationsägare | Information owner | Informationsansvarig | Personuppgiftsansvarig | Dataejer
    """),
    _field("contact", "people", """
        Kontakt | Kontaktperson | Kontaktuppgifter | E-post | Epost | Mail | Mejl | Contact | Contact person |
        Email | Kontaktperson kommun
    """),
    _field("area", "choices", """
        Verksamhetsområde | Verksamhetsområden | Område | Process | Användningsområde | Verksamhetsprocess |
        Funktionsområde | Ämnesområde | Area | Business area | Forretningsområde | Fagområde | Domän |
        Processområde | Förvaltningsobjekt | Objektfamilj | Systemtyp | Typ av system | Funktion
    """),
    _field("system_category", "choices", """
        Systemkategorier | Systemkategori | Kategori | Kategorier | Category | Systemgrupp | Typ |
        Applikationstyp | Type
    """),
    _field("start_year", "year", """
        Drift år | Driftår | Driftstart | Driftsättning | Driftsatt | Driftsattes | Införandeår | Införd år |
        Införd | I drift sedan | Startår | Infört | Inköpt | Inköpsår | Anskaffad | Anskaffningsår | Start year |
        Year introduced | In use since | Idriftsat | Idriftsatt | Ibrugtagning | Produktionssatt |
        Driftsättningsår | Driftsättningsdatum | Införandedatum | Togs i drift | I bruk sedan | I bruk fr.o.m.
    """),
    _field("phase_out_year", "year", """
        Avvecklingsår | Planerad avveckling | Avvecklas | Avvecklas år | Planerat avvecklingsår |
        Avvecklingsdatum | Planerat slut | Phase-out year | Planned phase-out | End of life | Udfases | Utfasing |
        Utfasningsår | Avveckling | Slutår | Utfasning
    """),
    _field("phased_out_year", "year", """
        Avvecklat år | Avvecklad | Avvecklat | Avvecklades | Phased out | Retired | Udfaset | Ur drift |
        Togs ur drift
    """),
    _field("notes", "text", """
        Anteckningar | Anteckning | Kommentar | Kommentarer | Noteringar | Övrigt | Notering | Anmärkning |
        Notes | Comments | Remarks | Bemærkninger | Merknader | Övrig information | Kommentar/övrigt | Fritext | Anm |
        Anmärkningar | Övriga kommentarer | Övriga upplysningar | Övriga noteringar | Upplysningar |
        Noter | Minnesanteckningar
    """),
    _field("notes_it", "text", """
        Anteckningar - IT | Anteckningar IT | Kommentar IT | Kommentarer IT | IT notes
    """),
    _field("notes_operation", "text", """
        Anteckningar - Verksamhet | Anteckningar verksamhet | Kommentar verksamhet | Business notes
    """),
    _field("description", "text", """
        Beskrivning | Systembeskrivning | Kort beskrivning | Syfte | Ändamål | Description | Purpose |
        Beskrivelse | Formål | Användning | Vad används systemet till | Funktionsbeskrivning |
        Beskrivning av systemet | Används till
    """),
    _field("description_it", "text", """
        IT Beskrivning | Teknisk beskrivning | Beskrivning IT | Technical description
    """),
    _field("description_operation", "text", """
        Verksamhet Beskrivning | Beskrivning verksamhet | Verksamhetsbeskrivning | Business description
    """),
    _field("depends_on", "text", """
        Beroende till | Beroenden till | Beroende av | Är beroende av | Beroenden | Beroende | Integrationer |
        Integration | Integrationer till | Depends on | Dependencies | Dependency to | Integrations |
        Afhængigheder | Avhengigheter | Kopplingar | Integreras med
    """),
    _field("depended_on_by", "text", """
        Beroende från | Beroenden från | Beroende system | Integrationer från | Dependency from |
        Used by systems
    """),
    _field("external_links", "text", """
        Externa kopplingar | Extern koppling | Externa integrationer | External connections | Externa beroenden
    """),
    _field("tags", "choices", """
        Taggar | Tagg | Etiketter | Nyckelord | Tags | Keywords | Labels | Sökord
    """),
    _field("vendor", "name", """
        Leverantör | Leverantörer | Leverantörsnamn | Systemleverantör | Tillverkare | Företag | Avtalspart |
        Programleverantör | Vendor | Supplier | Manufacturer | Leverandør | Leverantör/tillverkare |
        Avtalsleverantör | Levr | Namn leverantör | Producent | Leverantör namn
    """),
    _field("vendor_contact", "people", """
        Kontaktperson leverantör | Leverantörskontakt | Kontakt leverantör | Leverantörens kontaktperson |
        Supplier contact
    """),
    _field("satisfaction", "choice", """
        Andel mycket nöjda användare | Nöjdhet | Användarnöjdhet | Nöjda användare | Kundnöjdhet | Satisfaction |
        User satisfaction | Tilfredshed | Tilfredshet | NKI
    """),
    _field("incidents", "number", """
        Incidenter förra året | Incidenter | Antal incidenter | Driftstörningar | Antal driftstörningar |
        Incidents | Hændelser | Hendelser
    """),
    _field("upgrades", "number", """
        Uppgraderingar | Antal uppgraderingar | Uppgradering | Upgrades | Opgraderinger | Oppgraderinger
    """),
    _field("overlap", "choice", """
        Överlappande funktionalitet | Överlapp | Överlappning | Överlappar | Overlap | Overlapping functionality |
        Overlappende
    """),
    _field("data_control", "yes_no", """
        Har kontroll över data | Kontroll över data | Dataägarskap | Data control
    """),
    _field("has_api", "choice", """
        Har stöd för API i öppna utvecklingsmiljöer | API | Stöd för API | API-stöd | Öppna API | Has API
    """),
    _field("open_data", "yes_no", """
        Delar delas som öppna data | Öppna data | Open data | Delas som öppna data
    """),
    _field("ai_risk", "choice", """
        AI risk | AI-risk | AI | Riskklass AI | AI risk class | AI-förordningen
    """),
    _field("lock_in", "choices", """
        Inlåsningseffekter | Inlåsning | Inlåsningseffekt | Lock-in | Vendor lock-in
    """),
    _field("supplier_services", "yes_no", """
        Leverantörstjänster | Supplier services
    """),
    _field("supplier_services_text", "text", """
        Leverantörstjänster, text
    """),
    _field("access_documentation", "yes_no", """
        Åtkomstdokumentation | Behörighetsdokumentation | Access documentation
    """),
    _field("access_documentation_text", "text", """
        Åtkomstdokumentation, text
    """),
    _field("service_levels", "yes_no", """
        Tjänstenivåer | Tjänstenivå | SLA | Servicenivå | Service levels | Service level | Tillgänglighetskrav
    """),
    _field("service_levels_text", "text", """
        Tjänstenivåer, text
    """),
    _field("supplier_outage", "yes_no", """
        Leverantörsavbrott | Avbrott hos leverantör | Supplier outage
    """),
    _field("supplier_outage_text", "text", """
        Leverantörsavbrott, text
    """),
    _field("liability", "yes_no", """
        Ansvar | Ansvarsfördelning | Liability
    """),
    _field("liability_text", "text", """
        Ansvar, text
    """),
    _field("links", "text", """
        Länkar | Länk | Webbadress | Webbplats | URL | Hemsida | Links | Link | Adress | Inloggningsadress
    """),
    _field("information_classification", "yes_no", """
        Har informationssäkerhetsklassning genomförts under det senaste året? | Informationssäkerhetsklassning |
        Informationsklassning | Informationsklassad | Informationsklass | KLASSA | Klassning | Säkerhetsklass |
        Information classification | Klassificering | Informationssäkerhetsklass | Infoklass | Klassad | K R T |
        Konfidentialitet
    """),
    _field("risk_analysis", "yes_no", """
        Har riskanalys genomförts under det senaste året? | Riskanalys | Risk- och sårbarhetsanalys |
        Risk analysis | Risikovurdering | Riskbedömning
    """),
    _field("personal_data", "choice", """
        Personuppgifter | Innehåller personuppgifter | Behandlar personuppgifter | GDPR | Personal data |
        Personopplysninger | Personoplysninger | Personuppgiftsbehandling | Personuppgifter (ja/nej) |
        Känsliga personuppgifter
    """),
    _field("processor_agreement", "choice", """
        PUB-avtal | PUBA | Personuppgiftsbiträdesavtal | Biträdesavtal | PUB | Data processing agreement |
        Databehandleraftale | Databehandleravtale | DPA
    """),
    _field("adaptable", "choices", """
        Är systemet anpassningsbart? | Anpassningsbart | Anpassningsbarhet | Adaptable
    """),
    _field("shared_use", "choices", """
        Nyttjas systemet av specifika verksamheter eller gemensamt? | Gemensamt | Kommungemensamt |
        Gemensamt system | Koncerngemensamt | Shared | Shared system | Samverkan | Delas med
    """),
    _field("planned_development", "text", """
        Planerade utvecklingsaktiviteter | Utvecklingsaktiviteter | Planerad utveckling | Utvecklingsplan |
        Planned development
    """),
    _field("maintenance_activities", "text", """
        Förvaltningsaktiviteter | Förvaltningsplan | Maintenance activities
    """),
    _field("continuity", "text", """
        Kontinuitetsplan | Reservrutin | Reservrutiner | Continuity plan | Avbrottsplan | RTO |
        Acceptabel avbrottstid
    """),
    _field("authentication", "text", """
        Inloggning | Autentisering | SSO | Inloggningsmetod | Single sign-on | Authentication | AD-koppling
    """),
    _field("platform", "text", """
        Plattform | Server | Servrar | Databas | Operativsystem | Databashanterare | Teknisk plattform |
        Platform | Database | Servernamn
    """),
    _field("changed_on", "date", """
        Senast ändrad | Ändrad | Uppdaterad | Senast uppdaterad | Last changed | Modified | Updated |
        Sist endret | Sidst ændret
    """),
)
# fmt: on


class Vocabulary:
    """The fields of one kind of file, with every name that a heading may give them; two are never alike."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.by_name: dict[str, Field] = {field.name: field for field in fields}
        self.aliases: dict[str, str] = {}  # folded alias → field; the first field to name it wins
        for one in fields:
            for alias in one.aliases:
                self.aliases.setdefault(fold(alias), one.name)

    def field_of(self, heading: str) -> str | None:
        """The field that a heading names outright, with or without what stands in brackets; None if none does."""
        folded = fold(heading)
        if folded in self.aliases:
            return self.aliases[folded]
        return self.aliases.get(fold(_IN_BRACKETS.sub(" ", heading)))


REGISTER = Vocabulary(FIELDS)
BY_NAME: dict[str, Field] = REGISTER.by_name
ALIASES: dict[str, str] = REGISTER.aliases


@lru_cache(maxsize=20_000)
def field_of_heading(heading: str) -> str | None:
    """The field of a register that a heading names outright; None if none does."""
    return REGISTER.field_of(heading)
