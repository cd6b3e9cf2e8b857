"""Where an article stands and who may read it; its words are texts, one a language (M1, M21)."""

from typing import ClassVar

from django.db import models

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience


class Kind(models.TextChoices):
    """Of a section: what it holds. Of an article: a frequent question has a short answer."""

    QUESTION = "question"
    ARTICLE = "article"


class Reach(models.IntegerChoices):
    """Who may read it, as `core.articles.Audience`."""

    PUBLIC = int(Audience.PUBLIC)
    CUSTOMERS = int(Audience.CUSTOMERS)
    STAFF = int(Audience.STAFF)


class Section(models.Model):
    """A group of questions or articles."""

    slug = models.SlugField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name_de = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    intro_de = models.CharField(max_length=300, blank=True)
    intro_en = models.CharField(max_length=300, blank=True)
    icon = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    def name(self, language: str) -> str:
        """The name in "de" or "en"."""
        return self.name_en if language == "en" else self.name_de

    def intro(self, language: str) -> str:
        """One sentence about it in "de" or "en"."""
        return self.intro_en if language == "en" else self.intro_de


class Article(models.Model):
    """One thing explained; taken from the readers by withdrawing its texts, never deleted."""

    key = models.SlugField(max_length=80, unique=True)  # for links between articles: article:<key>
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles")
    kind = models.CharField(max_length=8, choices=Kind)
    audience = models.PositiveSmallIntegerField(choices=Reach, default=Reach.PUBLIC)
    position = models.PositiveSmallIntegerField(default=0)
    outdated_after = models.DateField(null=True, blank=True)  # somebody should look whether it still holds
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["section__position", "position", "id"]

    def __str__(self) -> str:
        return self.key
