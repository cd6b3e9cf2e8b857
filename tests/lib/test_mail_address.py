import pytest

from hostdesk.lib.mail_address import needs_smtputf8, normal, sendable


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("meyer@example.test", "meyer@example.test"),
        ("Meyer@EXAMPLE.test", "Meyer@example.test"),
        ("info@büro.example.test", "info@xn--bro-hoa.example.test"),
        ("info@straße.example.test", "info@xn--strae-oqa.example.test"),
        ("jürgen@example.test", "jürgen@example.test"),
        ('"john..doe"@example.test', '"john..doe"@example.test'),
        ("a+b=c@example.test", "a+b=c@example.test"),
    ],
)
def test_addresses_as_servers_are_told_them(address, sent):
    assert sendable(address) == sent


@pytest.mark.parametrize(
    "address",
    [
        "",
        "meyer",
        "@example.test",
        "meyer@",
        "a@b@example.test",
        "a b@example.test",
        "a@example.test\r\nRCPT TO:<mallory@example.test>",
        "a\r\nBcc: mallory@example.test\r\n@example.test",
        "a@example.test>,<mallory@example.test",
        "a@exam ple.test",
        "a@-.test-",
        '"a\r\nb"@example.test',
        "a\u2028b@example.test",
        "a\0@example.test",
        "a,b@example.test",
    ],
)
def test_dangerous_addresses_are_refused(address):
    with pytest.raises(ValueError):
        sendable(address)


def test_one_address_has_one_spelling():
    assert normal(" Info@BÜRO.example.test ") == normal("info@xn--bro-hoa.example.test")
    assert normal("u\u0308@example.test") == normal("ü@example.test")


def test_only_the_part_before_the_at_needs_smtputf8():
    assert needs_smtputf8("jürgen@example.test")
    assert not needs_smtputf8("info@büro.example.test")
