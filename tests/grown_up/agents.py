"""An agent with a browser: signed in once, and at home at one web process, or at whichever she likes."""

import re
from html import unescape

import httpx

from hostdesk.demo.cast import PASSWORD

TIMEOUT = 30  # seconds


class Agent:
    """Ada or Ben; every address is that of a web process."""

    def __init__(self, pages: str, email: str) -> None:
        self.pages = pages
        self._browser = httpx.Client(timeout=TIMEOUT, follow_redirects=True)
        form = self._browser.get(f"{pages}/account/login/").text
        answer = self._browser.post(
            f"{pages}/account/login/",
            data={
                "login": email,
                "password": PASSWORD,
                "csrfmiddlewaretoken": _hidden(form, "csrfmiddlewaretoken"),
            },
        )
        assert answer.status_code == 200 and "/desk/" in str(answer.url), answer.text

    def see(self, path: str, pages: str = "") -> httpx.Response:
        """A page as it is shown, by the process at `pages` or her own."""
        return self._browser.get((pages or self.pages) + path)

    def press(self, shown: httpx.Response, action: str, **fields: str) -> httpx.Response:
        """Send a form of a page that was shown, with what stands hidden in it."""
        form = _form(shown.text, action)
        address = shown.url.join(action)
        return self._browser.post(address, data={**_hidden_fields(form), **fields})

    @property
    def cookies(self) -> str:
        """For a socket beside the pages."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._browser.cookies.jar)

    def close(self) -> None:
        """No more pages."""
        self._browser.close()


def _form(page: str, action: str) -> str:
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert found, f"no form {action} in\n{page}"
    return found[0]


def _hidden_fields(form: str) -> dict[str, str]:
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in fields}


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return unescape(found[1])
