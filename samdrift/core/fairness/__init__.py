"""Does everyone gain by sharing? Cost games: stand-alone costs, the core, the Shapley value and the nucleolus."""

from samdrift.core.fairness.answer import GameAnswer, answer_of
from samdrift.core.fairness.game import Game, game
from samdrift.core.fairness.joint_cost_game import JointCostGame, costs_of_all
from samdrift.core.fairness.nucleolus import (
    MOST_PLAYERS_CORE,
    MOST_PLAYERS_NUCLEOLUS,
    Nucleolus,
    core_is_empty,
    least_core,
    nucleolus,
)
from samdrift.core.fairness.reading import game_in, read_game
from samdrift.core.fairness.report import (
    Fairness,
    ParticipantOutcome,
    effect_of_changing,
    fairness_of_bills,
    judge,
)
from samdrift.core.fairness.shapley import (
    SampledMean,
    sampled_shapley,
    shapley,
    shapley_of_airport,
    shapley_of_fixed_and_own,
)
from samdrift.core.fairness.simple import SimpleGame, simple_game
from samdrift.core.fairness.stability import (
    Violation,
    in_core,
    is_individually_rational,
    worst_group,
)

__all__ = [
    "MOST_PLAYERS_CORE",
    "MOST_PLAYERS_NUCLEOLUS",
    "Fairness",
    "Game",
    "GameAnswer",
    "JointCostGame",
    "Nucleolus",
    "ParticipantOutcome",
    "SampledMean",
    "SimpleGame",
    "Violation",
    "answer_of",
    "core_is_empty",
    "costs_of_all",
    "effect_of_changing",
    "fairness_of_bills",
    "game",
    "game_in",
    "in_core",
    "is_individually_rational",
    "judge",
    "least_core",
    "nucleolus",
    "read_game",
    "sampled_shapley",
    "shapley",
    "shapley_of_airport",
    "shapley_of_fixed_and_own",
    "simple_game",
    "worst_group",
]
