"""The index of the search in plain tables, so that both databases find the same in the same order."""

from typing import ClassVar

from django.db import models

from hostdesk.knowledge.models.text import Version


class Word(models.Model):
    """A form of a word that stands in a version: as written, or its stem."""

    language = models.CharField(max_length=2)
    form = models.CharField(max_length=60, db_index=True)
    backwards = models.CharField(max_length=60, db_index=True)  # "" of a stem: what ends with these letters
    versions = models.PositiveIntegerField(default=0)  # how many hold it

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["language", "form"], name="one_row_a_form")]


class Posting(models.Model):
    """How much a form weighs in a version: a title's word more than the body's."""

    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="postings", db_index=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="postings", db_index=True)
    weight = models.FloatField()

    class Meta:
        # The search reads nothing but this index.
        indexes: ClassVar = [models.Index(fields=["word", "version", "weight"], name="postings_of_a_word")]


class Gram(models.Model):
    """Three letters of a word in a row: whoever mistypes it shares most of them."""

    gram = models.CharField(max_length=3)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="grams")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gram", "word"], name="one_row_a_gram")]
