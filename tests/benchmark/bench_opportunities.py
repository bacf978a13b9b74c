"""290 municipalities × 500 applications: the vectorised search against a plain loop over the same facts."""

import datetime as dt
import random
import time

from samdrift.core.opportunities import ApplicationFact, Assumptions, detect
from tests.opportunities_plainly import detect_plainly

TODAY = dt.date(2009, 1, 1)


def register(municipalities: int, applications: int) -> list[ApplicationFact]:
    """A made-up register of that size; the same every time."""
    chance = random.Random(2009)
    codes = [f"{number:04}" for number in range(municipalities)]
    return [
        ApplicationFact(
            key=f"{code}-{number:04}",
            name=f"applikation {number}",
            host=code,
            participants=(code,),
            product=f"produkt {chance.randrange(2000)}",
            area=f"område {chance.randrange(120)}",
            annual_cost_ore=chance.choice([None, chance.randrange(10**8)]),
            agreement_ends_on=chance.choice([None, TODAY + dt.timedelta(chance.randrange(2000))]),
            last_notice_on=chance.choice([None, TODAY + dt.timedelta(chance.randrange(1500))]),
            until_notice=chance.random() < 0.3,
            notice_months=chance.randrange(13),
            it_fit=chance.choice([None, 1, 2, 3, 4, 5]),
            specialists=chance.choice([None, 0, 1, 2, 3]),
        )
        for code in codes
        for number in range(applications)
    ]


def seconds(work) -> tuple[float, object]:
    started = time.perf_counter()
    answer = work()
    return time.perf_counter() - started, answer


def main() -> None:
    assumed = Assumptions(today=TODAY)
    for municipalities, applications in ((29, 500), (290, 500)):
        facts = register(municipalities, applications)
        fast, found = seconds(lambda facts=facts: detect(facts, assumed))
        slow, plain = seconds(lambda facts=facts: detect_plainly(facts, assumed))
        assert {each.key for each in found} == set(plain)
        print(
            f"{municipalities} municipalities x {applications} applications: {len(found)} opportunities in"
            f" {fast:.2f} s with saving, window and rank; a plain loop needs {slow:.2f} s for the triggers"
            f" alone: {slow / fast:.1f} times as long"
        )


if __name__ == "__main__":
    main()
