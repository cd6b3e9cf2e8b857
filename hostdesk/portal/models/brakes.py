"""What limits guessing; in the database, because several processes answer. Old rows are thrown away."""

from typing import ClassVar

from django.db import models


class Guess(models.Model):
    """One wrong attempt of a kind, or one that costs us a mail."""

    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=64)  # digest of an address or of an IP
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "about", "at"], name="guess_counted")]


class Spent(models.Model):
    """Something that counts once, such as a challenge, has been used."""

    key = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField(db_index=True)
