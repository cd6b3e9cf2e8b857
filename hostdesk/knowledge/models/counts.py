"""What readers do with articles: counted a day, with no person in it; and which tickets they led to."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.knowledge.models.article import Article
from hostdesk.tickets.models import Ticket


class ReadCount(models.Model):
    """How often an article was read on a day."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="reads")
    language = models.CharField(max_length=2)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "language", "day"], name="one_count_of_reads_a_day")
        ]


class SearchCount(models.Model):
    """How often was searched on a day, and how often in vain."""

    language = models.CharField(max_length=2)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["language", "day"], name="one_count_of_searches_a_day")
        ]


class SearchMiss(models.Model):
    """What was searched on a day and not found."""

    words = models.CharField(max_length=100)
    language = models.CharField(max_length=2)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["words", "language", "day"], name="one_count_of_misses_a_day")
        ]


class Feedback(models.Model):
    """Whether an article helped somebody, and why not; who it was is not known."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="feedback")
    language = models.CharField(max_length=2)
    is_helpful = models.BooleanField()
    reason = models.CharField(max_length=20, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    is_done = models.BooleanField(default=False)  # somebody of the desk has looked at it

    class Meta:
        ordering: ClassVar = ["-at", "-id"]


class How(models.TextChoices):
    """What an article has to do with a ticket."""

    READ_BEFORE = "read_before"  # read, and still wrote
    INSERTED = "inserted"  # into a reply
    MADE_FROM = "made_from"  # a reply became the article


class Trace(models.Model):
    """An article and a ticket that have to do with each other; never changed."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="traces")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="article_traces")
    how = models.CharField(max_length=11, choices=How)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "ticket", "how"], name="one_trace_of_a_kind")
        ]
