from hostdesk.portal.models.brakes import Guess, Spent
from hostdesk.portal.models.links import Ask, Invitation, SignInLink
from hostdesk.portal.models.proof import Login, Passkey, RecoveryCode
from hostdesk.portal.models.session import CustomerSession

__all__ = [
    "Ask", "CustomerSession", "Guess", "Invitation", "Login", "Passkey", "RecoveryCode",
    "SignInLink", "Spent",
]  # fmt: skip
