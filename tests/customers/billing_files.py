"""Files as billing systems write them."""

from hostdesk.demo import cast

MEYER, OZDEMIR = cast.MEYER.number, cast.OZDEMIR.number
HEAD = "Rechnungsnummer;Kundennummer;Datum;Status;Pos;Bezeichnung;Zeitraum;Menge;Netto;USt-Satz;Brutto;Konto"


def german(*rows: str) -> bytes:
    """Semicolons and commas in Windows' letters."""
    return "\r\n".join([HEAD, *rows, ""]).encode("cp1252")


def storage(number: str = "R-2026-90001", customer: str = MEYER, net: str = "1.010,00", **more: str) -> str:
    """One row."""
    gross, status = more.get("gross", "1.201,90"), more.get("status", "offen")
    pos, text = more.get("pos", "1"), more.get("text", "Zusätzlicher Speicher")
    return f"{number};{customer};05.11.2026;{status};{pos};{text};Nov. 2026;1,000;{net};19;{gross};4711"


def many(invoices: int, items: int, customer: str = MEYER) -> bytes:
    """A big file with dots."""
    rows = ["number,customer,date,position,text,quantity,net,vat_rate,gross"]
    for place in range(invoices):
        rows += [
            f'R-2027-{place:06d},{customer},2027-01-05,{one},"Webhosting L, Paket {one}",1,19.90,19,23.68'
            for one in range(1, items + 1)
        ]
    return "\n".join(rows).encode()
