"""The commands of the house: what `samdrift --help` says of each, and which of them start without the rooms."""

#: In the order that somebody meets them.
LINES = {
    "demonstrate": "visa Dalslands fem kommuner den 1 januari 2009",
    "init": "börja med ett tomt förbund: databas, administratör, folkmängd, produkter",
    "serve": "visa portalen och API:et, och arbeta av det som tar tid",
    "migrate": "gör databasen i ordning efter en ny version",
    "import": "läs in en kommuns system, kostnader, avtal, personal, enheter ur en fil",
    "policy": "läs in en IT-policy som förbundet följer",
    "population": "hämta folkmängd från SCB",
    "nightly": "gör det som ska göras varje natt; serve gör det av sig självt",
    "take_up": "ta upp arbete som blev liggande; serve gör det av sig självt",
    "searchwords": "gör om de ord som sökningen hittar på",
    "share": "dela en kostnad mellan kommuner på öret",
    "fairness": "pröva om en fördelning är rättvis: Shapley, nukleolen, kärnan",
    "solve": "räkna ut bästa planen för ett problem i en fil, med bevis",
    "opportunities": "hitta möjligheter att samverka i ett kalkylblad eller i databasen",
    "match": "para ihop namn i en fil med produkter i katalogen",
    "sie": "läs en SIE-fil och säg vad som är fel i den, rad för rad",
}
#: Those that read a file or what comes with the package, and the room that each lies in.
WITHOUT_ROOMS = {
    "share": "samdrift.decisions.sharing",
    "fairness": "samdrift.decisions.fairness",
    "solve": "samdrift.decisions.planning",
    "sie": "samdrift.decisions.ledger",
}


def help_lines() -> str:
    """What `samdrift --help` prints."""
    width = max(map(len, LINES))
    told = "\n".join(f"  {name:<{width}}  {line}" for name, line in LINES.items())
    return (
        "samdrift: kommuner som styr sin IT tillsammans\n\n"
        f"  samdrift KOMMANDO …\n  samdrift KOMMANDO --help\n\n{told}\n\n"
        "Djangos egna kommandon: samdrift help --commands\n"
    )
