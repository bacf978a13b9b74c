"""The same values give the same bytes, and so the same digest, for ever."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.core.frozen import canonical_json, digest_of, document_in

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda some: st.lists(some) | st.dictionaries(st.text(), some),
)


@given(st.dictionaries(st.text(), VALUES))
def test_what_is_frozen_reads_back_and_freezes_alike(document: dict[str, object]) -> None:
    content = canonical_json(document)
    assert document_in(content) == json.loads(json.dumps(document))
    assert canonical_json(document_in(content)) == content


def test_the_order_of_keys_makes_no_difference() -> None:
    assert (
        canonical_json({"b": 1, "a": "å"})
        == canonical_json({"a": "å", "b": 1})
        == '{"a":"å","b":1}'
    )


def test_the_digest_is_sha256_of_utf8() -> None:
    assert digest_of("Åmål") == hashlib.sha256("Åmål".encode()).hexdigest()


def test_what_json_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"part": float("nan")})
