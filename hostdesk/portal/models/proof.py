"""With what a contact proves who she is, besides her mailbox; a thief of the table gains nothing."""

from typing import ClassVar

from django.db import models

from hostdesk.customers.models import Contact


class Login(models.Model):
    """Password and second factor of a contact, both optional."""

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="login")
    address = models.CharField(max_length=320)  # hers when she chose them; with another address they end
    password = models.CharField(max_length=200, blank=True)  # hashed; "" is none
    totp_secret = models.CharField(max_length=300, blank=True)  # encrypted; "" is no second factor
    totp_since = models.DateTimeField(null=True, blank=True)
    totp_last = models.BigIntegerField(default=0)  # the step of the last code that was used: no code twice


class RecoveryCode(models.Model):
    """Stands in for the second factor, once."""

    login = models.ForeignKey(Login, on_delete=models.CASCADE, related_name="recovery_codes")
    code_sha256 = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["login", "code_sha256"], name="recovery_code_once")
        ]


class Passkey(models.Model):
    """A public key (WebAuthn); the private one never leaves the contact's device."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="passkeys")
    address = models.CharField(max_length=320)  # as above
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url
    credential = models.TextField()  # base64url of the attested credential data
    name = models.CharField(max_length=80)
    sign_count = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]
