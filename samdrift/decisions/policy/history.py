"""What the log keeps of a policy by its keys, in words."""

from typing import Any


def chapters_in_words(name: str, value: Any) -> str | None:
    """The titles of a policy's chapters, which the log keeps with their numbers; None for everything else."""
    if name != "chapters" or not isinstance(value, list):
        return None
    return ", ".join(str(each["title"]) for each in value)
