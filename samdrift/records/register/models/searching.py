"""The words that things are found by, kept as facts beside them, and words that mean the same."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from samdrift.core.searching import words_of
from samdrift.foundation.organisations.models import Organisation

CHUNK = 500


class SearchWord(models.Model):
    """A word of an application, a product or an area, as its stem; `turned` is the stem backwards, for its end."""

    application = models.ForeignKey(
        "register.Application", models.CASCADE, null=True, related_name="search_words"
    )
    product = models.ForeignKey(
        "register.Product", models.CASCADE, null=True, related_name="search_words"
    )
    area = models.ForeignKey(
        "register.Area", models.CASCADE, null=True, related_name="search_words"
    )
    word = models.CharField(_("word"), max_length=60, db_index=True)
    turned = models.CharField(_("word backwards"), max_length=60, db_index=True)

    class Meta:
        verbose_name = _("search word")

    def __str__(self) -> str:
        return self.word


def store_words(kind: str, texts: Mapping[int, Iterable[str]]) -> None:
    """Keep the words of some things of a kind (`application`, `product`, `area`) instead of those they had."""
    keys = list(texts)
    with transaction.atomic():
        for start in range(0, len(keys), CHUNK):
            some = keys[start : start + CHUNK]
            SearchWord.objects.filter(**{f"{kind}__in": some}).delete()
            SearchWord.objects.bulk_create(
                [
                    SearchWord(**{f"{kind}_id": key}, word=word, turned=word[::-1])
                    for key in some
                    for word in words_of(*texts[key])
                ],
                batch_size=CHUNK,
            )


class Searched(models.Model):
    """Something that a search finds: whenever it is stored, so are its words."""

    search_kind: ClassVar[str]
    search_fields: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **keywords: Any) -> None:
        super().save(*arguments, **keywords)
        named = keywords.get("update_fields")
        if named is None or set(named) & set(self.search_fields):
            self.store_words([self])

    @classmethod
    def store_words(cls, rows: Iterable[Self]) -> None:
        """Keep the words of rows as they are now; a fixed number of queries for some hundred rows."""
        store_words(
            cls.search_kind,
            {row.pk: [getattr(row, name) for name in cls.search_fields] for row in rows},
        )


class SearchedRows:
    """Mixed into a QuerySet: what is stored many at a time has its words stored too."""

    model: Any

    def bulk_create(self, objs: Iterable[Any], *arguments: Any, **keywords: Any) -> list[Any]:
        made: list[Any] = super().bulk_create(objs, *arguments, **keywords)  # type: ignore[misc]  # QuerySet's
        self.model.store_words([row for row in made if row.pk])
        return made

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], *arguments: Any, **keywords: Any
    ) -> int:
        listed, named = list(objs), list(fields)
        number: int = super().bulk_update(listed, named, *arguments, **keywords)  # type: ignore[misc]  # QuerySet's
        if set(named) & set(self.model.search_fields):
            self.model.store_words(listed)
        return number


class Synonym(models.Model):
    """Words that mean the same when somebody searches: «karta, GIS»; kept by the federation."""

    federation = models.ForeignKey(Organisation, models.CASCADE, related_name="synonyms")
    words = models.CharField(
        _("words that mean the same"), max_length=300, help_text=_("Two or more, with commas.")
    )

    class Meta:
        ordering = ["words", "pk"]
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                name="synonym_once",
                fields=["federation", "words"],
                violation_error_message=_("These words are kept already."),
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def governing_organisation_ids(self) -> tuple[int, ...]:
        return (self.federation_id,)

    @property
    def terms(self) -> list[str]:
        return [term.strip() for term in self.words.split(",") if term.strip()]
