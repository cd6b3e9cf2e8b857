"""Small real files for the demo's attachments, drawn and written here: PNG, PDF and text."""

import struct
import zlib
from functools import cache

TYPES = {"png": "image/png", "pdf": "application/pdf", "txt": "text/plain"}


@cache
def content(name: str) -> tuple[str, bytes]:
    """Content type and bytes of the file `name`; its ending decides what it is."""
    kind = name.rpartition(".")[2]
    if kind == "png":
        return TYPES[kind], _measurement()
    if kind == "pdf":
        return TYPES[kind], pdf(_PAGES.get(name, (name,)))
    return TYPES[kind], _TEXTS.get(name, name + "\n").encode()


def png(width: int, height: int, rows: list[bytes]) -> bytes:
    """An RGB picture from rows of 3 x `width` bytes (PNG, ISO/IEC 15948)."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def pdf(lines: tuple[str, ...]) -> bytes:
    """One A4 page with one line of text under the other (PDF 1.4)."""
    shown = "\n".join(f"({_escaped(line)}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 16 TL 72 760 Td\n{shown}\nET".encode("cp1252", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    written, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return written + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(written))
    )


def _measurement() -> bytes:
    """Bars of loading times: short ones, and then much too long ones."""
    width, height, white, bar = 320, 160, b"\xfc\xfb\xf9", b"\x1d\x45\xb0"
    heights = [20, 24, 18, 22, 26, 21, 95, 120, 110, 130, 118, 126, 122, 20, 19, 23]
    return png(
        width,
        height,
        [
            b"".join(bar if x % 20 > 5 and height - y < heights[x // 20] else white for x in range(width))
            for y in range(height)
        ],
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


_PAGES = {
    "rechnung.pdf": (
        "Nordlicht Hosting GmbH",
        "Rechnung",
        "",
        "1  Webhosting, 12 Monate                        118,80 EUR",
        "2  Domain, 12 Monate                             14,28 EUR",
        "3  Zusätzlicher Speicher 50 GB                   11,90 EUR",
    ),
    "ueberweisung.pdf": ("Überweisungsbeleg", "", "Empfänger: Nordlicht Hosting GmbH", "Betrag: 144,98 EUR"),
    "angebot.pdf": ("Nordlicht Hosting GmbH", "Angebot, gültig 30 Tage", "", "Alle Preise zuzüglich USt."),
    "offer.pdf": ("Nordlicht Hosting GmbH", "Offer, valid for 30 days", "", "All prices plus VAT."),
    "certificate.pdf": ("Certificate", "Information security management", "Two halls in Munich"),
}

_TEXTS = {
    "error_log.txt": "[error] PHP Fatal error: Call to undefined function create_function()\n" * 12,
    "import.txt": "ERROR 2006 (HY000) at line 48213: MySQL server has gone away\n",
    "postfaecher.txt": "info\nbuchhaltung\nbestellung\nlager\nversand\nchef\nwerkstatt\nazubi\nfax\nshop\n",
    "records.txt": "s1._domainkey CNAME\ns2._domainkey CNAME\nmail CNAME\n@ TXT v=spf1 -all\n",
    "app_log.txt": "".join(f"{line:03d} starting worker\n" for line in range(1, 14))
    + "014 KeyError: 'DATABASE_HOST'\n015 exited with status 1\n",
}
