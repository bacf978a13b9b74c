"""What a command takes as a figure: read by argparse, which refuses the rest in one line with the option's name."""

import math
from argparse import ArgumentTypeError
from collections.abc import Callable

LONGEST = 86_400 * 366


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """An argparse type: a whole number from `lowest` to `highest`, both included.

    The type raises ArgumentTypeError for anything else.
    """

    def read(text: str) -> int:
        try:
            number = int(text) if len(text) < 20 else highest + 1
        except ValueError:
            number = highest + 1
        if not lowest <= number <= highest:
            raise ArgumentTypeError(f"skriv ett heltal från {lowest} till {highest}")
        return number

    return read


def seconds(text: str) -> float:
    """An argparse type: a time from a hundredth of a second to a year, in seconds.

    Raises ArgumentTypeError for anything else.
    """
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0.01 <= number <= LONGEST:
        raise ArgumentTypeError(f"skriv ett antal sekunder från 0,01 till {LONGEST}")
    return number
