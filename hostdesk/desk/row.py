"""One line of a list, and its HTML: the one piece that is printed fifty times, so it is no template."""

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket in a list; icon, hint and clock are HTML already, if they are marked so."""

    number: str
    url: str
    icon: SafeString
    subject: str
    lead: str
    language: str  # "" if it is the reader's
    hint: SafeString | str
    who: str
    department: str
    initials: str
    assignee: str
    age: str
    clock: SafeString | str
    is_unread: bool

    @property
    def html(self) -> SafeString:
        """The row's `li`."""
        number, language = escape(self.number), escape(self.language)
        said_in = f' lang="{language}"' if language else ""
        mark = f'<span class="lang">{language.upper()}</span>' if language else ""
        tick = f'<input type="checkbox" name="ticket" value="{number}" aria-label="{number}">'
        return SafeString(
            f'<li class="row{" new" if self.is_unread else ""}" data-row="{number}">'
            f'<label class="tick">{tick}</label>{self.icon}<span class="no num">{number}</span>'
            f'<span class="what"><span class="text"{said_in}>{mark}'
            f'<a href="{escape(self.url)}" dir="auto">{escape(self.subject)}</a> '
            f'<span class="lead" dir="auto">{escape(self.lead)}</span></span>{_safe(self.hint)}</span>'
            f'<span class="who" dir="auto">{escape(self.who)}</span>'
            f'<span class="dep"><span class="dn">{escape(self.department)}</span>'
            f'<i title="{escape(self.assignee)}">{escape(self.initials)}</i></span>'
            f'<span class="age num">{escape(self.age)}</span>'
            f'<span class="clk-cell">{_safe(self.clock)}</span></li>\n'
        )


def _safe(text: SafeString | str) -> str:
    return text if isinstance(text, SafeString) else escape(text)
