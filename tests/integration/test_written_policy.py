"""A policy written in Word or with marks: which chapters and clauses it becomes, and what can't be read."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from samdrift.decisions.policy.convert import read_policy
from samdrift.decisions.policy.models import Policy
from samdrift.decisions.policy.queries import CHECKS
from samdrift.decisions.policy.queries.drafts import is_draft
from samdrift.decisions.policy.written import MOST_UNPACKED, read_written_policy
from tests.people import Society

FIRST = dt.date(2009, 1, 1)
TEXT = """# IT-policy för Vårby

Policyn gäller alla.

## 3 Samverkan

Kommunerna samverkar
om det som är lika.

- Upphandling görs gemensamt.
- Avtal delas.

### Drift

Drift läggs där den kostar minst.

## Ansvar

Varje system har en ägare.
"""


def clauses_of(document: dict) -> list[tuple[str, str]]:
    return [(each["id"], each["text"]) for each in document["clauses"]]


def in_word(*parts: tuple[str, str]) -> bytes:
    """A Word document of paragraphs with their styles."""
    document, file = Document(), io.BytesIO()
    for style, words in parts:
        document.add_paragraph(words, style=style)
    document.save(file)
    return file.getvalue()


def test_headings_become_chapters_and_paragraphs_and_items_clauses() -> None:
    document = read_written_policy(TEXT.encode(), "policy.md", FIRST)
    assert document["title"] == "IT-policy för Vårby"
    assert [(each["number"], each["title"]) for each in document["chapters"]] == [
        ("0", "Inledning"),
        ("3", "Samverkan"),
        ("4", "Ansvar"),
    ]
    assert clauses_of(document) == [
        ("0.1", "Policyn gäller alla."),
        ("3.1", "Kommunerna samverkar om det som är lika."),
        ("3.2", "Upphandling görs gemensamt."),
        ("3.3", "Avtal delas."),
        ("3.4", "Drift. Drift läggs där den kostar minst."),
        ("4.1", "Varje system har en ägare."),
    ]
    assert (document["valid_from"], document["valid_until"]) == ("2009-01-01", "2013-12-31")


def test_word_says_the_same_by_its_styles() -> None:
    content = in_word(
        ("Title", "IT-policy för Vårby"),
        ("Normal", "Policyn gäller alla."),
        ("Heading 2", "3 Samverkan"),
        ("Normal", "Kommunerna samverkar om det som är lika."),
        ("List Bullet", "Upphandling görs gemensamt."),
        ("List Bullet", "Avtal delas."),
        ("Heading 3", "Drift"),
        ("Normal", "Drift läggs där den kostar minst."),
        ("Normal", ""),
        ("Heading 2", "Ansvar"),
        ("Normal", "Varje system har en ägare."),
    )
    written = read_written_policy(TEXT.encode(), "policy.md", FIRST)
    assert read_written_policy(content, "Policy.DOCX", FIRST) == written


def test_without_a_heading_alone_at_the_top_the_file_gives_the_title() -> None:
    document = read_written_policy(b"# Ett\n\na\n\n# Tv\xc3\xa5\n\nb\n", "Var policy.md", FIRST)
    assert document["title"] == "Var policy"
    assert [each["title"] for each in document["chapters"]] == ["Ett", "Två"]


def test_two_chapters_with_one_number_get_numbers_of_their_own() -> None:
    document = read_written_policy(b"## 2 A\n\na\n\n## 2 B\n\nb\n\n## C\n\nc\n", "p.md", FIRST)
    assert [each["number"] for each in document["chapters"]] == ["2", "3", "4"]


def test_a_text_from_an_older_windows_is_read() -> None:
    document = read_written_policy("Öl är dyrt.".encode("cp1252"), "p.txt", FIRST)
    assert clauses_of(document) == [("0.1", "Öl är dyrt.")]


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (MOST_UNPACKED + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "p.md", "inga stycken"),
        (b"# Bara rubrik\n", "p.md", "inga stycken"),
        (b"not a document", "p.docx", "inte läsas"),
        (b"PK\x05\x06" + b"\0" * 18, "p.docx", "inte läsas"),
        (_bomb(), "p.docx", "för stort"),
    ],
)
def test_what_can_not_be_read_is_said_in_words(content: bytes, name: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_written_policy(content, name, FIRST)


@given(st.text(max_size=300))
def test_whatever_is_written_is_a_policy_or_refused_in_words(text: str) -> None:
    try:
        document = read_written_policy(text.encode(errors="ignore"), "p.md", FIRST)
    except ValidationError:
        return
    assert len(read_policy(document, CHECKS).clauses) == len(document["clauses"])


def test_a_text_is_read_in_and_gone_on_with(people: Society, as_person) -> None:
    client = as_person(people.administrator)
    file = SimpleUploadedFile("policy.md", TEXT.encode())
    answer = client.post(reverse("policy_adopt"), {"file": file})
    policy = Policy.objects.get()
    assert answer["Location"] == reverse("policy_draft", args=[policy.pk])
    assert is_draft(policy)
    assert policy.clauses.count() == 6
    page = client.get(answer["Location"]).text
    assert "Avtal delas." in page
    refused = client.post(
        reverse("policy_adopt"), {"file": SimpleUploadedFile("p.docx", b"not a document")}
    )
    assert refused.status_code == 422
    assert "kan inte läsas" in refused.text
    for stranger in (people.bo, people.cilla):
        file = SimpleUploadedFile("policy.md", TEXT.encode())
        assert as_person(stranger).post(reverse("policy_adopt"), {"file": file}).status_code in {
            403,
            404,
        }
    assert Policy.objects.count() == 1
