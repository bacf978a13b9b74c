"""Every component and chart on a few pages, only for tests: looked at by axe, and by us."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.translation import ngettext_lazy
from django.views.i18n import set_language

from samdrift.core.findings import Finding, Severity
from samdrift.foundation.organisations.menu import Menu, MenuLink
from samdrift.foundation.ui import charts
from samdrift.foundation.ui.at_a_glance import Contact, Glance, Lack, NextDate, TabLink
from samdrift.foundation.ui.listing import Choices, Column, Days, Flag, Kind, Listing
from samdrift.foundation.ui.page import page

MEMBERS = ["Bengtsfors", "Dals-Ed", "Färgelanda", "Mellerud", "Åmål"]
SURROUNDINGS: dict[str, Any] = {
    "federation": "Dalslands IT-samverkan",
    "demonstration_day": dt.date(2009, 1, 1),
    "menu": Menu(
        groups=tuple(
            MenuLink(label, url, "true" if url == "/lista/" else "")
            for label, url in [
                ("Mitt arbete", "/"),
                ("Vad vi har", "/lista/"),
                ("Vad vi gör ihop", "/formular/"),
                ("Pengar", "/bekrafta/"),
                ("Styrning", "#"),
            ]
        ),
        label="Vad vi har",
        entries=tuple(
            MenuLink(label, url, "true" if url == "/lista/" else "")
            for label, url in [("Applikationer", "/lista/"), ("Avtal", "#"), ("Produkter", "#")]
        ),
        here=MenuLink("Applikationer", "/lista/", "true"),
    ),
    "search_url": "/lista/",
    "waiting_url": "#",
    "footer_links": [
        {"label": "Tillgänglighet", "url": "#"},
        {"label": "Personuppgifter", "url": "#"},
    ],
}


class Example(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Namn", help_text="Som det står i avtalet.")
    email = forms.EmailField(label="E-post", required=False)
    about = forms.CharField(
        label="Beskrivning", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    starts_on = forms.DateField(label="Börjar gälla", help_text="Till exempel 2009-12-31.")
    users = forms.IntegerField(label="Antal användare", required=False)
    area = forms.ChoiceField(
        label="Verksamhetsområde", choices=[("", "Välj"), ("gis", "Kartor"), ("bygg", "Bygglov")]
    )
    member = forms.ChoiceField(
        label="Kommun", choices=[(name, name) for name in MEMBERS], widget=forms.RadioSelect
    )
    networks = forms.MultipleChoiceField(
        label="Nät",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("adm", "Administrativt"), ("ped", "Pedagogiskt"), ("tel", "Telefoni")],
    )
    several = forms.MultipleChoiceField(
        label="Områden", required=False, choices=[("a", "Skola"), ("b", "Vård")]
    )
    file = forms.FileField(label="Fil", required=False, help_text="XLSX eller CSV, högst 25 MB.")
    critical = forms.BooleanField(
        label="Verksamhetskritisk", required=False, help_text="Får inte stå stilla en dag."
    )
    hidden = forms.CharField(widget=forms.HiddenInput, initial="dold")


APPLICATIONS = [
    {
        "pk": 1,
        "name": "Visma Ekonomi",
        "area": "Ekonomi",
        "owner": "Ekonomichef, Åmål",
        "members": ("Mellerud",),
        "ends": dt.date(2010, 6, 30),
        "cost_ore": 420_000_000,
        "level": "Gemensam lösning och information",
        "tone": "success",
    },
    {
        "pk": 2,
        "name": "Lifecare",
        "area": "Vård och omsorg",
        "owner": None,
        "members": ("Bengtsfors", "Dals-Ed", "Åmål"),
        "ends": dt.date(2009, 8, 31),
        "cost_ore": 287_000_050,
        "level": "Samordning",
        "tone": "info",
    },
    {
        "pk": 3,
        "name": "<b>ByggR</b>",
        "area": "Bygg och miljö",
        "owner": "Byggchef, Bengtsfors",
        "members": (),
        "ends": None,
        "cost_ore": 74_000_000,
        "level": "Ingen samverkan",
        "tone": "neutral",
    },
]
LIST = Listing(
    name="applikationer",
    columns=[
        Column(
            "name",
            "Applikation",
            sort=("name",),
            link=lambda row: f"#{row['pk']}",
            note=lambda row: row["area"],
            heading=True,
        ),
        Column("owner", "Systemägare", sort=("owner",)),
        Column(
            "members",
            "Används av",
            many=ngettext_lazy("%(count)s kommun", "%(count)s kommuner", "count"),
        ),
        Column("level", "Nivå", tag=lambda row: row["tone"]),
        Column("ends", "Avtal till", kind=Kind.DAY, sort=("ends",)),
        Column("cost_ore", "Kronor per år", kind=Kind.KRONOR, sort=("cost_ore",)),
        Column("area", "Område", visible=False),
    ],
    filters=[
        Choices(
            "omrade",
            "Område",
            options=[(each, each) for each in ["Ekonomi", "Vård och omsorg", "Bygg och miljö"]],
            field="area",
        ),
        Flag(
            "utan", "Utan systemägare", where=lambda rows: [row for row in rows if not row["owner"]]
        ),
        Days("senast", "Avtal slutar senast", field="ends"),
    ],
    search=("name", "owner"),
    order=("name",),
    page_size=2,
)
GROUPS = Listing(
    name="grupper",
    columns=[
        Column("name", "Namn", sort=("name",), heading=True),
        Column("id", "Nummer", kind=Kind.NUMBER),
    ],
    filters=[
        Choices(
            "namn",
            "Namn",
            options=[("Ekonomi", "Ekonomi"), ("GIS", "GIS")],
            field="name",
            counted=True,
        )
    ],
    search=("name",),
    order=("name",),
)


def example_charts() -> dict[str, Any]:
    """One chart of each kind."""
    systems = ["Ekonomisystem", "Lönesystem", "Telefoni och växel", "GIS"]
    sums = [[92, 44, 63, 92, 122], [68, 33, 46, 68, 90], [54, 26, 37, 54, 72], [36, 18, 25, 36, 48]]
    levels = [
        "Ingen",
        "Erfarenhetsutbyte",
        "Kompetensförstärkning",
        "Samordning",
        "Gemensam lösning",
        "Gemensam lösning och information",
    ]
    return {
        "bars": charts.stacked_bars(
            charts.StackedBars(
                name="delar",
                title="Gemensamma system 2009, fördelade efter befolkning",
                group_head="System",
                unit="tkr",
                description="Fyra system och vad varje kommun betalar.",
                groups=systems,
                scale=100_000,
                series=[
                    charts.Series(name, [row[place] * 1_000_000 for row in sums])
                    for place, name in enumerate(MEMBERS)
                ],
            )
        ),
        "compared": charts.compared_bars(
            charts.ComparedBars(
                name="andring",
                title="Vad en ny nyckel ändrar",
                description="Två betalar mer, en mindre.",
                unit="tkr",
                group_head="Kommun",
                groups=["Åmål", "Mellerud", "Dals-Ed"],
                signed=True,
                series=[
                    charts.Series("Lika", [-310, 20, 290]),
                    charts.Series("Användare", [40, None, -40]),
                ],
            )
        ),
        "lines": charts.line_chart(
            charts.LineChart(
                name="utveckling",
                title="Kostnad per invånare",
                description="Kostnaden sjunker till 2013.",
                unit="kr",
                places=["2009", "2010", "2011", "2012", "2013"],
                series=[
                    charts.Series("I dag", [510, 520, 530, 541, 552]),
                    charts.Series("Plan", [510, 525, 470, 430, None]),
                ],
            )
        ),
        "gantt": charts.time_axis(
            charts.Timeline(
                name="avtal",
                title="Avtal som löper ut",
                description="Fyra avtal med uppsägningstid.",
                span_head="Avtal",
                first=dt.date(2008, 7, 1),
                last=dt.date(2011, 12, 31),
                today=dt.date(2009, 1, 1),
                span_words="Avtalstid",
                state_words=[
                    (charts.Urgency.DANGER, "Måste sägas upp inom 90 dagar"),
                    (charts.Urgency.WARN, "Måste sägas upp i år"),
                ],
                spans=[
                    charts.Span(
                        "Visma Ekonomi",
                        dt.date(2006, 1, 1),
                        dt.date(2009, 9, 30),
                        dt.date(2009, 3, 1),
                        charts.Urgency.DANGER,
                        "alla fem",
                        "bråttom",
                        "#",
                    ),
                    charts.Span(
                        "Lifecare",
                        dt.date(2007, 1, 1),
                        dt.date(2010, 6, 30),
                        dt.date(2009, 12, 31),
                        charts.Urgency.WARN,
                        "Åmål, Mellerud",
                    ),
                    charts.Span(
                        "TRIO telefoni", dt.date(2008, 10, 1), None, None, note="sju kommuner"
                    ),
                    charts.Span(
                        "ByggR", dt.date(2009, 4, 1), dt.date(2011, 9, 30), dt.date(2011, 3, 31)
                    ),
                ],
            )
        ),
        "matrix": charts.level_matrix(
            charts.Matrix(
                name="nivaer",
                title="Samverkansnivå per system och kommun",
                description="Sex nivåer.",
                columns=MEMBERS,
                row_head="System",
                rows=[
                    charts.MatrixRow(
                        name,
                        [charts.Cell((place + at) % 6, levels[(place + at) % 6]) for at in range(4)]
                        + [None],
                        "#",
                    )
                    for place, name in enumerate(systems)
                ],
            )
        ),
        "map": charts.tile_map(
            charts.TileMap(
                name="karta",
                title="Uppfylld policy",
                description="Fem kommuner och andelen uppfyllda krav.",
                level_words=levels,
                figure_head="Andel",
                tiles=[
                    charts.Tile(name, column, row, level, f"{level * 20} %")
                    for name, column, row, level in [
                        ("Dals-Ed", 0, 0, 1),
                        ("Bengtsfors", 1, 0, 3),
                        ("Åmål", 2, 0, 5),
                        ("Färgelanda", 0, 1, 0),
                        ("Mellerud", 1, 1, 4),
                    ]
                ],
            )
        ),
        "flows": charts.flow_chart(
            charts.FlowChart(
                name="floden",
                title="Vem betalar vem",
                description="Medlemmarnas betalningar.",
                unit="tkr",
                sources=MEMBERS,
                targets=["IT-enheten i Åmål", "IT-enheten i Bengtsfors"],
                flows=[
                    charts.Flow(place, to, 100 * (place + 1) + 70 * to)
                    for place in range(5)
                    for to in range(2)
                ],
            )
        ),
    }


@login_not_required
def pieces(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Sparat.")
    context = (
        SURROUNDINGS
        | example_charts()
        | {
            "title": "Översikt för IT-chefsgruppen",
            "lead": "Fem kommuner, 60 applikationer.",
            "breadcrumbs": [{"label": "Översikt", "url": "/"}, {"label": "Allt"}],
            "actions": [
                {"label": "Exportera", "url": "#", "icon": "download"},
                {"label": "Nytt förslag", "url": "#", "icon": "plus", "primary": True},
            ],
            "strip": [
                Glance("Systemägare", "Eva Ekman", "Åmål, sedan 2002", "#"),
                Glance("Används av", "650 användare", "5 kommuner, värd är Åmål"),
                Glance("Det här saknas", "2 saker", url="#lacks"),
            ],
            "tabs": [
                TabLink("Översikt", "/", is_open=True),
                TabLink("Avtal", "#", 2),
                TabLink("Behörigheter", "#", 1650),
                TabLink("Historik", "#"),
            ],
            "lacks": [
                Lack("1 004 500 kr väntar på attest", "Tre kostnadsrader.", "Attestera", "#"),
                Lack("Avtalet är slut", "Det används ändå.", tone="danger"),
            ],
            "dates": [NextDate(dt.date(2009, 3, 31), "Säg upp senast", "#")],
            "people": [
                Contact(
                    "Eva Ekman", "Systemägare", "#", "0980-319 25", "098031925", "eva@demo.example"
                ),
                Contact("Sven Sjö", "Systemansvarig"),
            ],
            "kpis": [
                {
                    "value": "60",
                    "label": "Applikationer i registret",
                    "url": "/lista/",
                    "note": "8 nya sedan förra mötet",
                },
                {
                    "value": "23",
                    "label": "Avtal som löper ut",
                    "url": "#",
                    "note": "3 inom 90 dagar",
                    "tone": "danger",
                },
                {
                    "value": "14",
                    "label": "Samverkansmöjligheter",
                    "url": "#",
                    "note": "5 väntar",
                    "tone": "info",
                },
                {
                    "value": "9",
                    "label": "Utan systemägare",
                    "note": "4 färre än i våras",
                    "tone": "warning",
                },
            ],
            "facts": [
                ("Systemägare", "Ekonomichef, Åmål"),
                ("Drift", "IT-enheten i Åmål"),
                ("Avslutas", None),
            ],
            "findings": [
                Finding("rad 12, Avtalstid", "is not a date", rule="not-a-date"),
                Finding("rad 14, Namn", "matched with care", Severity.WARNING),
                Finding("rad 15", "left as it was", Severity.NOTE),
            ],
            "events": [
                {
                    "at": dt.datetime(2009, 1, 1, 9, 30),  # noqa: DTZ001 - an example
                    "by": "Anna Alm",
                    "what": "Ändrade systemägare",
                    "changes": [
                        {"label": "Systemägare", "before": None, "after": "Ekonomichef, Åmål"}
                    ],
                    "why": "Beslut 2008-12-15",
                }
            ],
        }
    )
    return page(request, "gallery.html", context)


@login_not_required
def listed(request: HttpRequest) -> HttpResponse:
    return LIST.answer(
        request, APPLICATIONS, "ui/listing.html", SURROUNDINGS | {"title": "Applikationer"}
    )


@login_not_required
def groups(request: HttpRequest) -> HttpResponse:
    return GROUPS.answer(
        request, Group.objects.all(), "ui/listing.html", SURROUNDINGS | {"title": "Grupper"}
    )


@login_not_required
def form(request: HttpRequest) -> HttpResponse:
    bound = Example(request.POST or {"email": "eva", "about": "Text", "users": "x", "hidden": "1"})
    context = SURROUNDINGS | {"title": "Lägg till applikation", "form": bound, "cancel_url": "/"}
    return page(request, "ui/form_page.html", context, status=422)


@login_not_required
def confirm(request: HttpRequest) -> HttpResponse:
    context = SURROUNDINGS | {
        "title": "Avveckla Lifecare?",
        "danger": True,
        "confirm_label": "Avveckla",
        "cancel_url": "/",
        "lead": "Det går inte att ångra.",
        "consequences": ["Tre kommuner förlorar systemet.", "Två avtal sägs upp."],
    }
    return page(request, "ui/confirm.html", context)


urlpatterns = [
    path("", pieces),
    path("lista/", listed, name="gallery_list"),
    path("grupper/", groups),
    path("formular/", form, name="gallery_forms"),
    path("bekrafta/", confirm),
    path("sprak/", login_not_required(set_language), name="set_language"),
    path("utseende/", include("samdrift.foundation.ui.urls")),
]
