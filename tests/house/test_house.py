"""The house rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "samdrift"
ROOMS = sorted(
    path.parent
    for floor in ("records", "decisions", "foundation")
    for path in (HOUSE / floor).glob("*/apps.py")
)
MOST_LINES = 400
MOST_STATEMENTS = 40


def _sources() -> Iterator[Path]:
    for path in HOUSE.rglob("*.py"):
        if "migrations" not in path.parts:
            yield path


def _verbs() -> Iterator[tuple[str, ast.FunctionDef, str]]:
    """Every public function of a room's actions, with the source it stands in."""
    for room in ROOMS:
        places = [room / "actions.py", *sorted((room / "actions").rglob("*.py"))]
        for place in places:
            if not place.exists() or room.name == "audit":
                continue
            source = place.read_text(encoding="utf-8")
            for node in ast.parse(source).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    by = [argument.arg for argument in node.args.kwonlyargs]
                    if "by" in by:
                        yield str(place.relative_to(ROOT)), node, source


VERBS = list(_verbs())


def test_verbs_are_found() -> None:
    assert len(VERBS) > 50


@pytest.mark.parametrize(("place", "verb", "source"), VERBS, ids=[v[1].name for v in VERBS])
def test_a_verb_takes_everything_by_name(place: str, verb: ast.FunctionDef, source: str) -> None:
    assert not verb.args.args, f"{place}: {verb.name} takes something by place"
    assert ast.get_docstring(verb), f"{place}: {verb.name} says nothing of what it does"


#: They store nothing themselves, or store in several steps of one transaction each: long work that can be stopped.
NOT_ONE_TRANSACTION = {
    "previewed_notice",
    "drafted_share",
    "make_introduction",
    "delay_step",
    "remove_pin",
    "remove_limit",
    "compute_plan",
    "preview_register",
    "import_register",
    "preview_costs",
    "import_costs",
    "write_rows",
    "preview_employees",
    "preview_list",
}


@pytest.mark.parametrize(("place", "verb", "source"), VERBS, ids=[v[1].name for v in VERBS])
def test_a_verb_is_one_transaction_that_refuses_in_words(
    place: str, verb: ast.FunctionDef, source: str
) -> None:
    decorated = "verb" in {ast.unparse(decorator) for decorator in verb.decorator_list}
    assert decorated != (verb.name in NOT_ONE_TRANSACTION), f"{place}: {verb.name} lacks @verb"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_writes_are_verbs(room: Path) -> None:
    """Views and queries never save, create, update or delete."""
    wrong = []
    places = [
        room / "views.py",
        room / "queries.py",
        *(room / "views").rglob("*.py"),
        *(room / "queries").rglob("*.py"),
    ]
    for place in places:
        if place.exists():
            text = place.read_text(encoding="utf-8")
            for number, line in enumerate(text.splitlines(), 1):
                if re.search(
                    r"\.objects\.(create|bulk_create)\(|(?<!form)\.save\((?!commit=False)|\.delete\(\)",
                    line,
                ):
                    wrong.append(f"{place.relative_to(ROOT)}:{number}: {line.strip()}")
    assert not wrong, "\n".join(wrong)


def test_no_page_and_no_operation_refuses_by_itself() -> None:
    """The verb or an access function does, so that a page, an operation and an act can't disagree on who may."""
    asking = HOUSE / "foundation" / "organisations" / "access.py"
    entrances = [
        path for path in _sources() if path != asking and "HttpRe" in path.read_text("utf-8")
    ]
    assert len(entrances) > 80
    raising = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in entrances
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and node.exc and "PermissionDenied" in ast.unparse(node.exc)
    ]
    assert raising == []


def test_files_and_functions_are_short() -> None:
    wrong = []
    for path in _sources():
        source = path.read_text(encoding="utf-8")
        lines = source.count("\n")
        if lines > MOST_LINES:
            wrong.append(f"{path.relative_to(ROOT)}: {lines} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                statements = sum(isinstance(each, ast.stmt) for each in ast.walk(node)) - 1
                if statements > MOST_STATEMENTS:
                    wrong.append(f"{path.relative_to(ROOT)}: {node.name}: {statements} statements")
    assert not wrong, "\n".join(wrong)


def test_templates_hold_no_script_and_no_style() -> None:
    """The content security policy allows none, so none may be written."""
    wrong = []
    for path in HOUSE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"", text):
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong, "\n".join(wrong)


def test_core_is_documented() -> None:
    """Every public function and class of core says what it is."""
    silent = []
    for path in (HOUSE / "core").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            named = isinstance(node, ast.FunctionDef | ast.ClassDef)
            if named and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert not silent, "\n".join(silent)


def test_core_methods_have_pages() -> None:
    pages = {path.stem for path in (ROOT / "docs/methods").glob("*.md")}
    assert {"balance", "introduction", "matching", "opportunities", "planning"} <= pages
    assert {"population", "sharing", "tables"} <= pages


def test_no_page_is_open_but_the_listed() -> None:
    """Sign-in is the rule of the middleware; what is open is said with a decorator, in these places alone."""
    allowed = {
        "config/urls.py",
        "entrances/portal/urls.py",
        "entrances/api/views.py",
        "foundation/messages/urls.py",  # a letter is declined by whoever follows its signed address
        "foundation/ui/views.py",
        "entrances/portal/accounts.py",
        "entrances/portal/views/about.py",
    }
    places = {
        path.relative_to(HOUSE).as_posix()
        for path in _sources()
        if "login_not_required" in path.read_text(encoding="utf-8")
    }
    assert places <= allowed, places - allowed


@pytest.mark.parametrize(
    ("place", "verb"),
    [(v[0], v[1]) for v in VERBS if v[1].name.startswith(("change_", "save_"))],
    ids=[v[1].name for v in VERBS if v[1].name.startswith(("change_", "save_"))],
)
def test_an_edit_is_of_the_version_that_stands_and_stores_only_what_changed(
    place: str, verb: ast.FunctionDef
) -> None:
    """Nobody overwrites what another has written meanwhile: `lock_for_edit` first, `save_changes` last."""
    called = {
        each.func.id if isinstance(each.func, ast.Name) else ast.unparse(each.func)
        for each in ast.walk(verb)
        if isinstance(each, ast.Call)
    }
    assert {"lock_for_edit", "save_changes"} <= called, f"{place}: {verb.name}"


def test_a_page_that_edits_a_row_carries_its_version() -> None:
    """A model form of a stored row is answered by `form_page`, which adds the version and compares it."""
    wrong = []
    for path in _sources():
        functions = {
            node.name: [each for each in ast.walk(node) if isinstance(each, ast.Call)]
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        names = {
            name: {ast.unparse(each.func) for each in calls} for name, calls in functions.items()
        }
        answering = {"form_page"} | {name for name in names if "form_page" in names[name]}
        for name, calls in functions.items():
            edits = [each for each in calls if any(key.arg == "instance" for key in each.keywords)]
            bound = [each for each in edits if "request.POST" in ast.unparse(each)]
            if bound and not answering & names[name]:
                wrong.append(f"{path.relative_to(ROOT)}: {name}")
    assert not wrong, "\n".join(wrong)


def test_every_template_that_lays_out_a_form_by_hand_carries_the_version() -> None:
    wrong = []
    for path in HOUSE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        by_hand = "ui/form_page.html" in text and "error_summary.html" in text
        if by_hand and "ui/forms/version.html" not in text:
            wrong.append(str(path.relative_to(ROOT)))
    assert not wrong, "\n".join(wrong)


def test_many_rows_at_once_are_looked_at_as_one_is() -> None:
    """Django stores many without a word to anybody: `create_rows` and `change_rows` keep the rules of their fields."""
    knows = {
        "foundation/audit/rules.py",
        "foundation/audit/actions.py",
        "foundation/audit/keeping.py",  # the log's own rows
        "foundation/audit/putting_back.py",  # a row that stood before stands again, whatever today's rules
    }
    wrong = []
    for path in _sources():
        place = path.relative_to(HOUSE).as_posix()
        if (
            place in knows or "/models/" in place
        ):  # a model's own manager adds what follows from its rows
            continue
        source = path.read_text(encoding="utf-8")
        calls = re.findall(r"(\w+)\.\w+\.bulk_(?:create|update)\(", source)
        wrong += [f"{place}: {call}" for call in calls if call != "AuditEvent"]
    assert not wrong, "\n".join(wrong)


#: Operations beneath a row that add something to it or ask for something anew; none of them changes the row.
API_ADDS = {
    "supplier_alias_add",
    "employment_add",
    "membership_add",
    "participation_add",
    "responsibility_add",
    "unit_add",
    "scenario_copy",
    "plan_compute",
    "agreement_attach",
    "agreement_party_add",
    "notice_acknowledge",  # each recipient answers for itself
    "run_stop",  # a run beats on by itself, so its version is never the one that was read
}


#: What edits, merges or removes a row demands its version; what moves it a step along its way heeds one.
API_EDITS = re.compile(r"\.(put|patch|delete)\(|/(remove|merge)'")


def test_every_operation_on_a_row_takes_the_version_that_it_was_made_from() -> None:
    """`row_to_edit` asks for If-Match, `acted_on` heeds it where it is sent."""
    wrong, found = [], set()
    for path in (HOUSE / "entrances" / "api").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            words = " ".join(ast.unparse(each) for each in node.decorator_list)
            if not re.search(r"\.(post|put|patch|delete)\('[^']*\{", words):
                continue
            found.add(node.name)
            body = ast.unparse(node)
            if API_EDITS.search(words):
                asked = "row_to_edit(" in body and "openapi_extra=MADE_FROM" in words
                wrong += [] if asked else [f"{path.name}: {node.name} does not demand it"]
            if node.name not in API_ADDS and not re.search(r"\b(acted_on|row_to_edit)\(", body):
                wrong.append(f"{path.name}: {node.name}")
    assert len(found) > 30
    assert not API_ADDS - found
    assert not wrong, "\n".join(wrong)


def test_a_rooms_views_are_known_to_its_addresses_alone() -> None:
    """What pages say to each other stands in `present` or in the room's queries, so that nothing pulls a page along."""
    wrong = []
    for path in _sources():
        if path.name == "urls.py":
            continue
        own = ".".join(("samdrift", *path.relative_to(HOUSE).parts[:2], "views"))
        among = "views" in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [*node.module.split("."), *(each.name for each in node.names)]
                if among and node.module.startswith(own):
                    continue
                if names[0] == "samdrift" and "views" in names:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.module}")
    assert not wrong, "\n".join(wrong)
