"""What is decided on never changes: a document as canonical JSON, and its digest."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_json(document: Mapping[str, Any]) -> str:
    """One way to write a document: keys in order, no spaces, no escapes but JSON's own. Same values, same bytes.

    Raises ValueError on NaN and infinities, TypeError on values that JSON lacks.

    >>> canonical_json({"b": 1, "a": "å"})
    '{"a":"å","b":1}'
    """
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest_of(content: str, encoding: str = "utf-8") -> str:
    """SHA-256 of the content's bytes, UTF-8 unless told, as 64 hexadecimal digits; `sha256sum` gives the same."""
    return hashlib.sha256(content.encode(encoding)).hexdigest()


def document_in(content: str) -> dict[str, Any]:
    """The values of a canonical document. Raises ValueError where it is no JSON."""
    document: dict[str, Any] = json.loads(content)
    return document
