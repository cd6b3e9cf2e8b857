"""Staff, their roles, and the departments that they belong to."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Role(models.TextChoices):
    """What a member of staff may do; a customer has none of these and never gets to the desk."""

    AGENT = "agent"  # works on the tickets of her departments
    LEAD = "lead"  # an agent who may also assign to others and sees how her departments do
    ADMIN = "admin"  # all departments, staff and settings
    AUDITOR = "auditor"  # reads everything, changes nothing


class Department(models.Model):
    """Support, Accounting or Sales: an address at our domain, and a queue (M2, M9)."""

    slug = models.SlugField(unique=True)
    name_de = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    local_part = models.CharField(max_length=64, unique=True)  # "support" of support@our.domain
    signature_de = models.TextField(blank=True)
    signature_en = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)  # takes what was sent to an unknown address of ours
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.slug

    def name(self, language: str) -> str:
        """The name in "de" or "en"."""
        return self.name_en if language == "en" else self.name_de

    def signature(self, language: str) -> str:
        """The signature of its letters in "de" or "en"."""
        return self.signature_en if language == "en" else self.signature_de


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Staff":
        """A new member of staff; without a password nobody can sign in as her."""
        staff = self.model(email=email.strip().lower(), **fields)
        staff.set_password(password)
        staff.save()
        return staff


class Staff(AbstractBaseUser):
    """Somebody who signs in to the desk."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=Role, default=Role.AGENT)
    language = models.CharField(max_length=2, choices=[("de", "Deutsch"), ("en", "English")], default="de")
    departments = models.ManyToManyField(Department, related_name="staff", blank=True)
    is_active = models.BooleanField(default=True)
    single_keys = models.BooleanField(default=True)  # keyboard shortcuts of one key
    theme = models.CharField(max_length=5, blank=True)  # "", "light", "dark"
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Two letters for narrow columns."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words))[:2].upper()

    @property
    def sees_everything(self) -> bool:
        """Administrators and auditors see every department."""
        return self.role in (Role.ADMIN, Role.AUDITOR)

    @property
    def may_change(self) -> bool:
        """Auditors read everything and change nothing."""
        return self.is_active and self.role != Role.AUDITOR


class Seen(models.Model):
    """That somebody has seen a line of "what needs you"; `key` names the line and its reason."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="seen")
    key = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["staff", "key"], name="seen_once")]
