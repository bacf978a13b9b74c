"""What every verb leaves in the history is told as an auditor would write it."""

import pytest

from samdrift.foundation.audit.models import AuditEvent
from tests.history_plainly import programmers_words
from tests.integration import test_verbs
from tests.integration.test_verbs import Place
from tests.integration.verb_examples import EXAMPLES

place = test_verbs.place


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_the_history_of_a_verb_has_no_word_of_the_code(place: Place, name: str) -> None:
    EXAMPLES[name](place)
    events = list(AuditEvent.objects.all())
    assert events
    assert programmers_words(events) == set()
