"""Settings from the environment, typed; nonsense is refused at start with the name of the variable."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if value == "" else value in {"1", "true", "yes", "on"}
    raise ImproperlyConfigured(f"{name} är {value!r}: skriv 1 eller 0")


def number(name: str, *, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if value.isdecimal():
        return int(value)
    if value == "":
        return default
    raise ImproperlyConfigured(f"{name} är {value!r}: skriv ett heltal")


def choice(name: str, choices: tuple[str, ...]) -> str:
    """One of a few words; the first where nothing is said."""
    value = os.environ.get(name, "").strip().lower() or choices[0]
    if value in choices:
        return value
    raise ImproperlyConfigured(f"{name} är {value!r}: skriv ett av {', '.join(choices)}")


def words(name: str, *, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, *, default: Path) -> Path:
    path = Path(os.environ.get(name, "") or default).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise ImproperlyConfigured(f"{name}: mappen {path} går inte att skapa") from wrong
    return path
