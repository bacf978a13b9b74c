"""What is known of each application, and what is assumed when opportunities are sought."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Trigger(StrEnum):
    """«Samverkan kan ske när …»: exactly the policy's four."""

    AGREEMENT_EXPIRES = "agreement_expires"  # Avtal är på väg ut
    WORKS_BADLY = "works_badly"  # Nuvarande applikation fungerar dåligt
    COMPETENCE_IS_HARD = "competence_is_hard"  # Svårigheter att upprätthålla kompetens
    SEVERAL_USE_THE_SAME = "several_use_the_same"  # Flera kommuner använder redan samma applikation


class Shape(StrEnum):
    """How the installations of an opportunity relate."""

    SAME_PRODUCT = "same_product"  # separate installations of one product
    SAME_AREA = "same_area"  # different products in one area
    JOINT_ALREADY = "joint_already"  # one installation that several share


@dataclass(frozen=True, slots=True)
class ApplicationFact:
    """One installation as it is on the day. Unknown is None, never a guess.

    key: the register's own. product, area: stable names, empty when not said.
    participants: municipality codes that use it (the host alone where only it does).
    annual_cost_ore: this year's cost. agreement_ends_on, last_notice_on: of the term that runs today, the first to
    end where several agreements bind it; until_notice: it can be left at any time with `notice_months`, and
    so is not on its way out. renewal: what happens when the term is over, empty if not said; options: extensions left.
    binding_until: can't be left before. fits: 1 (bad) to 5. specialists: people with specialist competence where it
    is operated. level: of collaboration today, 0-5.
    """

    key: str
    name: str
    host: str
    participants: tuple[str, ...]
    product: str = ""
    area: str = ""
    annual_cost_ore: int | None = None
    agreement_ends_on: dt.date | None = None
    last_notice_on: dt.date | None = None
    until_notice: bool = False
    notice_months: int = 0
    binding_until: dt.date | None = None
    renewal: str = ""
    options: int = 0
    it_fit: int | None = None
    operation_fit: int | None = None
    it_verdict: str = ""
    operation_verdict: str = ""
    specialists: int | None = None
    competence_reported: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Every figure that is a judgement and not a fact; each is shown beside the result.

    horizon_months: how far ahead an agreement «is on its way out»: time to procure together before it is.
    bad_fit: at this grade or below an application works badly. bad_verdicts: judgements that say the same.
    specialists_needed: below this, competence is hard to keep: one person can leave or fall ill.
    same_product_saved, same_area_saved: per cent of what the installations beside the dearest cost, saved when one
    joint installation replaces them. A share of each cost is the same for every installation (operation, upgrades,
    agreement), a share follows use; with different products moving together also means learning anew, so less is saved.
    """

    today: dt.date
    horizon_months: int = 24
    bad_fit: int = 2
    bad_verdicts: tuple[str, ...] = ("phase_out", "merge")
    specialists_needed: int = 2
    same_product_saved: int = 40
    same_area_saved: int = 30
