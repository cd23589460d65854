"""Customers from other systems' files."""

from collections.abc import Mapping, Sequence

from agentdesk.customers import actions, records
from agentdesk.customers.actions import Details
from agentdesk.store import Act, Actor, Store
from agentdesk.tables import Rejected, Row
from agentdesk.work.importing import values


class Customers:
    """Customers by the id that the other system gives them; without one, every row is somebody new."""

    name = "customers"
    fields: Mapping[str, Sequence[str]] = {
        "ref": ("ref", "customerid", "customerno", "customernumber", "clientid", "userid", "kundnr", "kundnummer", "kundid",
                "kundenr", "kundenummer", "顧客番号", "顧客id", "会員番号", "id"),
        "name": ("name", "fullname", "customername", "contactname", "namn", "fullständigtnamn", "kundnamn", "navn",
                 "kundenavn", "fulltnavn", "氏名", "名前", "お名前", "顧客名"),
        "first_name": ("firstname", "givenname", "forename", "förnamn", "fornavn", "名"),
        "last_name": ("lastname", "surname", "familyname", "efternamn", "etternavn", "姓", "苗字"),
        "kana": ("kana", "furigana", "namekana", "フリガナ", "ふりがな", "カナ", "氏名カナ"),
        "company": ("company", "companyname", "organisation", "organization", "företag", "bolag", "firma", "bedrift",
                    "会社名", "会社"),
        "phone": ("phone", "phonenumber", "telephone", "tel", "mobile", "mobilephone", "telefon", "telefonnummer", "mobil",
                  "mobilnummer", "tlf", "電話", "電話番号", "携帯", "携帯電話"),
        "email": ("email", "emailaddress", "mail", "epost", "epostadress", "epostadresse", "メール", "メールアドレス"),
        "language": ("language", "lang", "locale", "språk", "言語"),
        "loyalty": ("loyalty", "loyaltynumber", "membernumber", "medlemsnr", "medlemsnummer", "kundkort", "会員カード"),
        "address": ("address", "address1", "street", "streetaddress", "adress", "gatuadress", "adresse", "gateadresse", "住所"),
        "postcode": ("postcode", "postalcode", "zip", "zipcode", "postnr", "postnummer", "郵便番号"),
        "city": ("city", "town", "suburb", "ort", "postort", "stad", "poststed", "by", "市区町村", "市"),
        "country": ("country", "land", "国"),
        "notes": ("notes", "note", "comment", "comments", "anteckning", "anteckningar", "notat", "merknad", "備考", "メモ"),
        "tags": ("tags", "tag", "taggar", "etiketter", "タグ"),
    }  # fmt: skip
    repeats: Sequence[str] = ("phone",)

    def __init__(self, region: str) -> None:
        self._region = region

    def use(self, act: Act, row: Row) -> str:
        """Keep a customer."""
        ref = values.known_by(row.get("ref") or "") or None
        details = Details(
            name=_name(row, ref),
            ref=ref,
            kana=row.get("kana"),
            company=row.get("company"),
            phones=row.all("phone"),
            email=row.get("email"),
            language=row.get("language"),
            loyalty=row.get("loyalty"),
            address=row.get("address"),
            postcode=row.get("postcode"),
            city=row.get("city"),
            country=row.get("country"),
            notes=row.get("notes"),
        )
        region = region_of(row.get("country"), self._region)
        known = records.by_ref(act.connection, ref) if ref is not None else None
        if known is None:
            actions.add(act, details, region, quietly=True)
            return "added"
        return "updated" if actions.change(act, known, details, region, quietly=True) else "unchanged"

    def finish(self, store: Store, actor: Actor) -> None:
        """Nothing is left."""


def _name(row: Row, ref: str | None) -> str:
    whole = row.get("name")
    parts = " ".join(part for part in (row.get("first_name"), row.get("last_name")) if part)
    name = whole or parts or row.get("company") or row.get("email") or ref
    if name is None:
        raise Rejected("name", "", "nothing says who this is")
    return name


# countries as files name them, for numbers without a country code; a code of two letters stands for itself
_REGIONS = {
    "sweden": "SE", "sverige": "SE", "norway": "NO", "norge": "NO", "japan": "JP", "日本": "JP", "denmark": "DK",
    "danmark": "DK", "finland": "FI", "germany": "DE", "uk": "GB", "united kingdom": "GB", "usa": "US",
    "united states": "US", "france": "FR", "spain": "ES", "italy": "IT", "mexico": "MX", "brazil": "BR",
    "argentina": "AR", "venezuela": "VE", "canada": "CA", "austria": "AT", "switzerland": "CH", "belgium": "BE",
    "portugal": "PT", "poland": "PL", "ireland": "IE", "netherlands": "NL",
}  # fmt: skip


def region_of(country: str | None, home: str) -> str:
    """Return the region (ISO 3166) whose numbers a customer's are."""
    if not country:
        return home
    if len(country) == 2 and country.isalpha():
        return country.upper()
    return _REGIONS.get(country.strip().lower(), home)
