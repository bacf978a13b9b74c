"""How tests are shared out among workers: what prepares something dear for many tests is prepared once."""

from xdist.scheduler import LoadFileScheduling

JOURNEY = "tests/journey/"


class FileByFile(LoadFileScheduling):
    """One worker takes a file, and one takes the whole journey, so that it is walked once."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEY if nodeid.startswith(JOURNEY) else super()._split_scope(nodeid)
