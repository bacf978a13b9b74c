"""Collect messages into each room's Swedish catalogue and compile it. Needs no gettext tools.

python tools/messages.py                 every room
python tools/messages.py PATH …          these rooms
python tools/messages.py --check         nothing is written; exit 1 where a message is missing, unused or untranslated
"""

import io
import os
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    # an audit event's name is a message: its Swedish is what the history says
    "event_of": (1,),
    "record": (1,),
    "record_without_person": (1,),
}
HEADER = {
    "Language": "sv",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def rooms() -> list[Path]:
    """Folders that keep a catalogue: every folder with a ready catalogue, a template folder or a models file."""
    package = ROOT / "samdrift"
    named = {path.parent for path in package.rglob("models.py")}
    named |= {path.parent for path in package.rglob("models") if path.is_dir()}
    named |= {path.parent for path in package.rglob("locale") if path.is_dir()}
    named |= {path.parent for path in package.rglob("templates") if path.is_dir()}
    return sorted(named | {package / "core"})


def found(room: Path, others: set[Path]) -> dict[tuple[str | None, str], polib.POEntry]:
    """Every message in a room's Python and templates, but not those of rooms inside it."""
    from django.utils.translation.template import templatize

    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    files = sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")])
    for path in files:
        if "migrations" in path.parts or "static" in path.parts:
            continue
        if any(
            other != room and room in other.parents and other in path.parents for other in others
        ):
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # within brackets Python's reader asks nothing of a template's indentation
            source = f"({templatize(source, origin=str(path))})"
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            singular, plural = (
                (message[0], message[1]) if isinstance(message, tuple) else (message, "")
            )
            entry = entries.setdefault(
                (context, singular),
                polib.POEntry(msgid=singular, msgid_plural=plural, msgctxt=context),
            )
            if plural:
                entry.msgid_plural = plural
                entry.msgstr_plural = entry.msgstr_plural or {0: "", 1: ""}
            place = (str(path.relative_to(ROOT)), "")
            if place not in entry.occurrences:
                entry.occurrences.append(place)
            if "%(" in singular:
                entry.flags = ["python-format"]
    return entries


def update(room: Path, others: set[Path], *, write: bool) -> list[str]:
    """Bring one catalogue in step with its room; returns what is wrong with it."""
    path = room / "locale" / "sv" / "LC_MESSAGES" / "django.po"
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    before = {(entry.msgctxt, entry.msgid): entry for entry in old if not entry.obsolete}
    entries = found(room, others)
    if not entries and not path.exists():
        return []
    problems = [
        f"{room.relative_to(ROOT)}: not collected: {key[1]!r}"
        for key in entries
        if key not in before
    ]
    problems += [
        f"{room.relative_to(ROOT)}: no longer used: {key[1]!r}"
        for key in before
        if key not in entries
    ]
    new = polib.POFile(wrapwidth=110)
    new.metadata = HEADER
    for key in sorted(entries, key=lambda key: (key[1], key[0] or "")):
        entry, known = entries[key], before.get(key)
        if known is not None:
            entry.msgstr = known.msgstr
            if entry.msgid_plural and known.msgstr_plural:
                entry.msgstr_plural = known.msgstr_plural
        if not entry.translated():
            problems.append(f"{room.relative_to(ROOT)}: no Swedish for {key[1]!r}")
        new.append(entry)
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
        new.save_as_mofile(str(path.with_suffix(".mo")))
    return problems


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.config.settings")
    checking = "--check" in arguments
    chosen = [Path(argument).resolve() for argument in arguments if not argument.startswith("--")]
    every = rooms()
    problems = [
        problem
        for room in chosen or every
        for problem in update(room, set(every), write=not checking)
    ]
    wrong = problems if checking else [problem for problem in problems if "no Swedish" in problem]
    print("\n".join(wrong) or "Every message has its Swedish.")
    return 1 if checking and wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
