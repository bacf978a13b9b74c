"""What the log keeps of an introduction by its keys, in words."""

from samdrift.decisions.introduction.models import StepKind


def lengths_in_words(name: str, value: object) -> str | None:
    """What the step is called whose length the log keeps by its key; None for everything else."""
    if name != "lengths" or not isinstance(value, str) or value not in StepKind.values:
        return None
    return str(StepKind(value).label)
