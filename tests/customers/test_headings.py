"""Customers as shop and bookkeeping systems export them: every column that a desk can use is read without --map."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.customers.conftest import Lookup, names

from agentdesk.customers import records
from agentdesk.customers.importing import Customers
from agentdesk.customers.model import Customer
from agentdesk.store import Actor, Store
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import run_import

Brought = Callable[..., Customer]

SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,"
    "Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,"
    "Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\n"
    "'6237461283,Anna,Lindqvist,anna@example.se,yes,Ljus AB,Storgatan 1,lgh 1101,Lund,,SE,'22350,'+46 46 12 34 56,"
    '\'+46701740699,no,1240.00,3,Ring efter 17,no,"stam, lampor"\n'
)
WOO = (
    "customer_id,first_name,last_name,user_login,email,date_registered,billing_first_name,billing_last_name,"
    "billing_company,billing_email,billing_phone,billing_address_1,billing_address_2,billing_postcode,billing_city,"
    "billing_state,billing_country,shipping_first_name,shipping_city\n"
    "17,Anna,Lindqvist,anna,anna@example.se,2024-02-01 10:00:00,Anna,Lindqvist,Ljus AB,anna@example.se,0701740699,"
    "Storgatan 1,lgh 1101,22350,Lund,,SE,Bo,Kiruna\n"
)
WOO_ADVANCED = (
    "First Name (Billing),Last Name (Billing),Company (Billing),Address 1&2 (Billing),City (Billing),"
    "Postcode (Billing),Country Code (Billing),Email (Billing),Phone (Billing)\n"
    'Anna,Lindqvist,Ljus AB,"Storgatan 1, lgh 1101",Lund,22350,SE,anna@example.se,0701740699\n'
)
FORTNOX = (
    "Kundnr;Namn;Organisationsnr;Adress 1;Adress 2;Postnr;Ort;Land;Telefon 1;Telefon 2;Fax;E-post;Er referens\n"
    "17;Ljus AB;556677-8899;Storgatan 1;lgh 1101;223 50;Lund;Sverige;046-12 34 56;070-174 06 99;046-12 34 57;"
    "anna@example.se;Anna Lindqvist\n"
)
VISMA = (
    "Kundnummer;Kundnamn;Kontaktperson;Postadress;Postnummer;Ort;Telefon;Mobiltelefon;E-postadress\n"
    "17;Ljus AB;Anna Lindqvist;Storgatan 1;22350;Lund;046-123456;0701740699;anna@example.se\n"
)
STRIPE = (
    "id,Description,Email,Name,Created (UTC),Delinquent,Card ID,Card Last4,Card Address Line1,Card Address Line2,"
    "Card Address City,Card Address Zip,Card Address Country,Phone\n"
    "cus_17,web,anna@example.se,Anna Lindqvist,2024-02-01 10:00,false,card_1,4242,Storgatan 1,,Lund,22350,SE,"
    "+46701740699\n"
)
OUTLOOK = (
    "First Name,Last Name,Company,Business Street,Business City,Business Postal Code,Business Phone,Home Phone,"
    "Mobile Phone,E-mail Address,Notes\n"
    "Anna,Lindqvist,Ljus AB,Storgatan 1,Lund,223 50,046-12 34 56,,070-174 06 99,anna@example.se,\n"
)
GOOGLE = (
    "First Name,Last Name,Organization Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
    "Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Street,Address 1 - City,Address 1 - Postal Code\n"
    "Anna,Lindqvist,Ljus AB,,* myContacts,Work,anna@example.se,Mobile,+46 70-174 06 99,Work,046-12 34 56,"
    "Storgatan 1,Lund,223 50\n"
)
EVERY = {
    "outlook": OUTLOOK,
    "google": GOOGLE,
    "shopify": SHOPIFY,
    "woocommerce": WOO,
    "woocommerce, another export": WOO_ADVANCED,
    "fortnox": FORTNOX,
    "visma": VISMA,
    "stripe": STRIPE,
}
TRIPLETEX = (
    "Kundenummer;Navn;Organisasjonsnummer;Telefon;Mobil;Faks;Epost;Postadresse - linje 1;Postadresse - linje 2;"
    "Postadresse - postnummer;Postadresse - sted;Postadresse - land\n"
    "10021;Åse Bjørnstad;;22 12 34 56;912 34 567;;ase@example.no;Storgata 1;;0155;Oslo;Norge\n"
)
EC_CUBE = (
    "会員ID,お名前(姓),お名前(名),お名前(セイ),お名前(メイ),会社名,郵便番号,都道府県(ID),都道府県(名称),住所1,住所2,メールアドレス,TEL,"
    "性別(名称),誕生日,ショップ用メモ欄\n"
    "17,佐藤,花子,サトウ,ハナコ,,1500001,13,東京都,渋谷区神宮前,1-2-3,hanako@example.jp,0312345678,女性,,電話は夕方\n"
)
BASE = (
    "注文ID,注文日時,氏(請求先),名(請求先),郵便番号(請求先),都道府県(請求先),住所(請求先),住所2(請求先),電話番号(請求先),"
    "メールアドレス(請求先),氏(配送先),名(配送先),電話番号(配送先),商品名,数量\n"
    'A1,2026-11-01 10:00:00,佐藤,花子,150-0001,東京都,渋谷区神宮前,1-2-3,="0312345678",hanako@example.jp,鈴木,一郎,'
    "0666667777,土鍋,1\n"
)


@pytest.fixture
def brought(staffed: Store, tmp_path: Path, lookup: Lookup) -> Brought:
    """Import a file with one customer, as the program wrote it; returns the customer."""

    def go(text: str, region: str, encoding: str) -> Customer:
        path = tmp_path / "export.csv"
        path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
        tally = run_import(staffed, Actor(), Customers(region), path, {}, report=Report(tmp_path / "bad.csv")).tally
        assert (tally.added, tally.rejected) == (1, 0), (tmp_path / "bad.csv").read_text(encoding="utf-8")
        found = records.by_id(staffed.read(), 1)
        assert found is not None
        return found

    return go


@pytest.mark.parametrize("system", EVERY)
def test_a_customer_of_every_system_is_found_by_every_writing(system: str, brought: Brought, lookup: Lookup) -> None:
    anna = brought(EVERY[system], "SE", "cp1252" if system in {"fortnox", "visma"} else "utf-8-sig")
    assert (anna.name, anna.email, anna.city) == ("Anna Lindqvist", "anna@example.se", "Lund")
    assert (anna.postcode or "").replace(" ", "") == "22350"
    assert (anna.address or "").startswith("Storgatan 1")
    assert "+46701740699" in [phone.e164 for phone in anna.phones]
    for typed in ("lindqvist", "anna lund", "070-174 06 99", "0046701740699", "anna@ex", "lindqvist 22350"):
        assert names(lookup(typed)) == ["Anna Lindqvist"], typed


@pytest.mark.parametrize("system", ["shopify", "fortnox", "visma", "google"])
def test_the_firm_and_both_its_numbers_are_kept(system: str, brought: Brought, lookup: Lookup) -> None:
    anna = brought(EVERY[system], "SE", "utf-8")
    assert anna.company == "Ljus AB"
    assert sorted(phone.e164 or "" for phone in anna.phones) == ["+4646123456", "+46701740699"]
    assert names(lookup("ljus ab")) == names(lookup("046-123456")) == ["Anna Lindqvist"]


def test_what_keeps_a_spreadsheet_from_counting_is_not_kept(brought: Brought) -> None:
    anna = brought(SHOPIFY, "SE", "utf-8")
    assert (anna.ref, anna.postcode, anna.notes) == ("6237461283", "22350", "Ring efter 17")
    assert sorted(anna.tags) == ["lampor", "stam"]


def test_a_norwegian_customer_register(brought: Brought, lookup: Lookup) -> None:
    ase = brought(TRIPLETEX, "NO", "cp1252")
    assert (ase.name, ase.ref, ase.postcode, ase.city) == ("Åse Bjørnstad", "10021", "0155", "Oslo")
    for typed in ("bjornstad", "22123456", "+47 912 34 567", "aase bjørnstad", "ase@example"):
        assert names(lookup(typed)) == ["Åse Bjørnstad"], typed


@pytest.mark.parametrize("text", [EC_CUBE, BASE], ids=("members", "orders"))
def test_a_japanese_shops_export_in_shift_jis(text: str, brought: Brought, lookup: Lookup) -> None:
    hanako = brought(text, "JP", "cp932")
    assert hanako.name == "佐藤 花子"
    assert hanako.address == "渋谷区神宮前, 1-2-3"
    for typed in ("佐藤", "花子", "03-1234-5678", "hanako@", "佐藤 東京"):
        assert names(lookup(typed)) == ["佐藤 花子"], typed
    if text is EC_CUBE:
        assert hanako.kana == "サトウ ハナコ"
        assert names(lookup("さとう はなこ")) == names(lookup("サトウ")) == ["佐藤 花子"]
