"""What rooms above do when a proposal of theirs is made, in the same transaction."""

from collections.abc import Callable

from samdrift.decisions.governance.models import Proposal
from samdrift.foundation.organisations.models import Person

Follower = Callable[[Person, Proposal], object]

_FOLLOWERS: list[Follower] = []


def add_follower(follower: Follower) -> None:
    """Called once by each room above when it is made ready."""
    if follower not in _FOLLOWERS:
        _FOLLOWERS.append(follower)


def follow_proposal(by: Person, proposal: Proposal) -> None:
    """Let every room above do what follows from a proposal that costs something."""
    for follower in _FOLLOWERS:
        follower(by, proposal)
