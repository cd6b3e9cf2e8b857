"""Letters about the sign-in, in German and English: subject and text."""

from collections.abc import Mapping
from types import MappingProxyType

Wording = Mapping[str, tuple[str, str]]

_NOT_YOU = (
    "\n\nWaren Sie das nicht, melden Sie sich bitte sofort bei uns und beenden Sie unter „Sicherheit“ alle "
    "Sitzungen.\n"
)
_NOT_YOU_EN = (
    "\n\nIf this was not you, please contact us at once, and end all sessions on the page “Security”.\n"
)

DE: Wording = MappingProxyType(
    {
        "sign_in": (
            "Ihr Link zum Anmelden bei {provider}",
            "Guten Tag {name},\n\n"
            "mit diesem Link melden Sie sich bei {provider} an:\n\n{link}\n\n"
            "Er gilt {minutes} Minuten und einmal. Auf der Seite drücken Sie bitte den Knopf; das Öffnen "
            "allein meldet niemanden an.\n\n"
            "Haben Sie keinen Link angefordert, brauchen Sie nichts zu tun. Geben Sie ihn niemandem weiter; "
            "wir fragen nie danach.\n",
        ),
        "invitation": (
            "Einladung: Anfragen von {customer} bei {provider}",
            "Guten Tag {name},\n\n"
            "{inviter} möchte, dass Sie bei {provider} Anfragen von {customer} sehen und stellen können. "
            "Bitte bestätigen Sie mit diesem Link, dass diese Adresse Ihnen gehört:\n\n{link}\n\n"
            "Er gilt {days} Tage und einmal. Kennen Sie {inviter} nicht, brauchen Sie nichts zu tun.\n",
        ),
        "password_set": (
            "Ihr Passwort wurde gesetzt",
            "Guten Tag {name},\n\nam {at} wurde für Ihre Anmeldung bei {provider} ein neues Passwort gesetzt."
            " Alle anderen Sitzungen sind beendet." + _NOT_YOU,
        ),
        "password_removed": (
            "Ihr Passwort wurde entfernt",
            "Guten Tag {name},\n\nam {at} wurde das Passwort Ihrer Anmeldung bei {provider} entfernt. "
            "Sie melden sich weiter mit einem Link per Mail an." + _NOT_YOU,
        ),
        "second_factor_on": (
            "Zweiter Faktor eingeschaltet",
            "Guten Tag {name},\n\nam {at} wurde für Ihre Anmeldung bei {provider} ein zweiter Faktor "
            "eingeschaltet. Alle anderen Sitzungen sind beendet." + _NOT_YOU,
        ),
        "second_factor_off": (
            "Zweiter Faktor ausgeschaltet",
            "Guten Tag {name},\n\nam {at} wurde der zweite Faktor Ihrer Anmeldung bei {provider} "
            "ausgeschaltet." + _NOT_YOU,
        ),
        "recovery_codes": (
            "Neue Wiederherstellungscodes",
            "Guten Tag {name},\n\nam {at} wurden für Ihre Anmeldung bei {provider} neue "
            "Wiederherstellungscodes erzeugt. Die alten gelten nicht mehr." + _NOT_YOU,
        ),
        "recovery_used": (
            "Ein Wiederherstellungscode wurde benutzt",
            "Guten Tag {name},\n\nam {at} hat sich jemand mit einem Ihrer Wiederherstellungscodes bei "
            "{provider} angemeldet. Es bleiben noch {left}." + _NOT_YOU,
        ),
        "reset": (
            "Ihre Anmeldung wurde zurückgesetzt",
            "Guten Tag {name},\n\nam {at} haben wir Passwort, Passkeys und zweiten Faktor Ihrer Anmeldung "
            "bei {provider} entfernt und alle Sitzungen beendet. Sie melden sich mit einem Link per Mail an "
            "und können unter „Sicherheit“ alles neu einrichten.\n\n"
            "Haben Sie das nicht mit uns besprochen, rufen Sie uns bitte sofort an.\n",
        ),
        "passkey_added": (
            "Neuer Passkey „{key}“",
            "Guten Tag {name},\n\nam {at} wurde für Ihre Anmeldung bei {provider} der Passkey „{key}“ "
            "hinzugefügt." + _NOT_YOU,
        ),
        "passkey_removed": (
            "Passkey „{key}“ entfernt",
            "Guten Tag {name},\n\nam {at} wurde der Passkey „{key}“ Ihrer Anmeldung bei {provider} "
            "entfernt." + _NOT_YOU,
        ),
        "place_changed": (
            "Ihre Rechte bei {provider} wurden geändert",
            "Guten Tag {name},\n\n{who} hat am {at} geändert, was Sie von den Anfragen Ihrer Firma bei "
            "{provider} sehen:\n\n{place}\n{order}\n\nFragen dazu beantwortet {who}.\n",
        ),
    }
)

EN: Wording = MappingProxyType(
    {
        "sign_in": (
            "Your link to sign in at {provider}",
            "Dear {name},\n\n"
            "With this link you sign in at {provider}:\n\n{link}\n\n"
            "It is valid for {minutes} minutes, once. Please press the button on the page; opening it alone "
            "signs nobody in.\n\n"
            "If you did not ask for a link, there is nothing to do. Pass it on to nobody; we never ask for "
            "it.\n",
        ),
        "invitation": (
            "Invitation: requests of {customer} at {provider}",
            "Dear {name},\n\n"
            "{inviter} would like you to see and make requests for {customer} at {provider}. Please confirm "
            "with this link that this address is yours:\n\n{link}\n\n"
            "It is valid for {days} days, once. If you do not know {inviter}, there is nothing to do.\n",
        ),
        "password_set": (
            "Your password has been set",
            "Dear {name},\n\non {at} a new password was set for your sign-in at {provider}. All other "
            "sessions have ended." + _NOT_YOU_EN,
        ),
        "password_removed": (
            "Your password has been removed",
            "Dear {name},\n\non {at} the password of your sign-in at {provider} was removed. You can still "
            "sign in with a link by mail." + _NOT_YOU_EN,
        ),
        "second_factor_on": (
            "Second factor switched on",
            "Dear {name},\n\non {at} a second factor was switched on for your sign-in at {provider}. All "
            "other sessions have ended." + _NOT_YOU_EN,
        ),
        "second_factor_off": (
            "Second factor switched off",
            "Dear {name},\n\non {at} the second factor of your sign-in at {provider} was switched off."
            + _NOT_YOU_EN,
        ),
        "recovery_codes": (
            "New recovery codes",
            "Dear {name},\n\non {at} new recovery codes were made for your sign-in at {provider}. The old "
            "ones are no longer valid." + _NOT_YOU_EN,
        ),
        "recovery_used": (
            "A recovery code was used",
            "Dear {name},\n\non {at} somebody signed in at {provider} with one of your recovery codes. "
            "{left} are left." + _NOT_YOU_EN,
        ),
        "reset": (
            "Your sign-in has been reset",
            "Dear {name},\n\non {at} we removed password, passkeys and second factor of your sign-in at "
            "{provider} and ended all sessions. You sign in with a link by mail, and can set everything up "
            "anew on the page “Security”.\n\n"
            "If you have not talked to us about this, please phone us at once.\n",
        ),
        "passkey_added": (
            "New passkey “{key}”",
            "Dear {name},\n\non {at} the passkey “{key}” was added to your sign-in at {provider}."
            + _NOT_YOU_EN,
        ),
        "passkey_removed": (
            "Passkey “{key}” removed",
            "Dear {name},\n\non {at} the passkey “{key}” was removed from your sign-in at {provider}."
            + _NOT_YOU_EN,
        ),
        "place_changed": (
            "Your rights at {provider} have changed",
            "Dear {name},\n\non {at} {who} changed what you see of your company's requests at {provider}:"
            "\n\n{place}\n{order}\n\nPlease ask {who} if you have questions.\n",
        ),
    }
)

LETTERS: Mapping[str, Wording] = MappingProxyType({"de": DE, "en": EN})
