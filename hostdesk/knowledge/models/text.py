"""An article in one language: its versions, which of them is on show, and what is not saved yet."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import TextState
from hostdesk.knowledge.models.article import Article

LANGUAGES = [("de", "Deutsch"), ("en", "English")]


class State(models.TextChoices):
    """Of the newest version, as `core.articles.TextState`."""

    DRAFT = TextState.DRAFT.value
    REVIEW = TextState.REVIEW.value
    APPROVED = TextState.APPROVED.value
    PUBLISHED = TextState.PUBLISHED.value
    WITHDRAWN = TextState.WITHDRAWN.value


class Text(models.Model):
    """An article in one language."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    slug = models.SlugField(max_length=100)  # its address on the site
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    last_number = models.PositiveIntegerField(default=0)  # of its newest version
    review_asked_by = models.ForeignKey(
        Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_asked_at = models.DateTimeField(null=True, blank=True)
    review_word = models.TextField(blank=True)  # what the reviewer, or who asked her, said last

    class Meta:
        ordering: ClassVar = ["article_id", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "language"], name="one_text_a_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="one_text_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"

    @property
    def newest(self) -> "Version":
        """The version that was saved last."""
        return self.versions.get(number=self.last_number)


class FormerSlug(models.Model):
    """Where a text stood before: links to it in old letters lead on."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="former_slugs")
    language = models.CharField(max_length=2, choices=LANGUAGES)
    slug = models.SlugField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["language", "slug"], name="one_text_a_former_address")
        ]


class Version(models.Model):
    """What was saved; never changed."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    keywords = models.CharField(max_length=500, blank=True)  # what people search for and the text lacks
    body = models.TextField(blank=True)  # Markdown
    author = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)  # what is new, for colleagues

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return self.title


class Showing(models.Model):
    """From when until when readers see, saw or will see a version; only its end is ever added.

    Nothing has to run at the moment of publishing: whoever reads compares with the clock.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="showings")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="showings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["text"], condition=Q(ends_at__isnull=True), name="one_last_showing"
            )
        ]


class Unsaved(models.Model):
    """What somebody types and has not saved as a version: hers alone."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="unsaved")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # of the version she began with
    title = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    keywords = models.CharField(max_length=500, blank=True)
    body = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["text", "staff"], name="one_unsaved_text_a_person")
        ]


class Image(models.Model):
    """A picture in articles, kept as a blob; everybody who knows its address may see it."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="images")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
