"""Two typed pages as a fax machine scans them: 204 × 196 dots an inch, black and white."""

import io
import json

import typst
from PIL import Image

_WIDTH, _LINES = 1728, 2292
_DPI = (204.0, 196.0)
_PAGES = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 25mm)
#set text(font: "Libertinus Serif", size: 14pt, lang: "de")
#text(16pt, weight: "bold", data.name)
#v(20mm)
An Nordlicht Hosting GmbH, Buchhaltung
#v(10mm)
*Neue Anschrift für unsere Rechnungen*

Sehr geehrte Damen und Herren,

wir sind umgezogen. Bitte schicken Sie jede Rechnung ab Dezember an die Anschrift auf Seite 2.
Die Lastschrift bleibt, wie sie ist.

Mit freundlichen Grüßen

#v(12mm)
#text(20pt, style: "italic", data.name)
#pagebreak()
#text(16pt, weight: "bold")[Neue Anschrift]
#v(10mm)
#data.name \\
Lindenweg 12 \\
80999 München
"""


def new_address(name: str) -> bytes:
    """A TIFF of two pages, as HylaFAX would have received it."""
    made = typst.compile(
        _PAGES.encode(), format="png", ppi=204, ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({"name": name})},
    )  # fmt: skip
    first, *more = [_scanned(one) for one in (made if isinstance(made, list) else [made])]
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=more, compression="group4", dpi=_DPI)
    return out.getvalue()


def _scanned(page: bytes) -> Image.Image:
    grey = Image.open(io.BytesIO(page)).convert("L").resize((_WIDTH, _LINES))
    return grey.point(lambda dot: 255 if dot > 150 else 0).convert("1")
