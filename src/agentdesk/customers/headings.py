"""The usual headings of customers' columns: spreadsheets in four languages, and what shop systems export.

Written as they are compared, lower case and without anything but letters and digits: ``Default Address Zip`` of Shopify
is ``defaultaddresszip``, ``氏(請求先)`` of BASE ``氏請求先``. The likeliest name of a field stands first.
"""

from collections.abc import Mapping, Sequence
from typing import Final

HEADINGS: Final[Mapping[str, Sequence[str]]] = {
    "ref": ("ref", "customerid", "customerno", "customernumber", "clientid", "userid", "accountno", "kundnr",
            "kundnummer", "kundid", "kundenr", "kundenummer", "顧客番号", "顧客id", "顧客コード", "会員番号", "会員id", "recordid",
            "recid", "id"),
    "name": ("name", "fullname", "customername", "contactname", "contact", "client", "namn", "fullständigtnamn",
             "kundnamn", "navn", "kundenavn", "fulltnavn", "氏名", "名前", "お名前", "顧客名", "会員名",
             "注文者名", "注文者氏名", "姓名", "billingname"),
    "first_name": ("firstname", "givenname", "forename", "förnamn", "tilltalsnamn", "fornavn", "名", "名前名", "お名前名",
                   "氏名名", "名請求先", "billingfirstname", "firstnamebilling"),
    "last_name": ("lastname", "surname", "familyname", "efternamn", "etternavn", "姓", "氏", "苗字", "名字", "名前姓",
                  "お名前姓", "氏名姓", "氏請求先", "billinglastname", "lastnamebilling"),
    "kana": ("kana", "furigana", "namekana", "フリガナ", "ふりがな", "カナ", "かな", "氏名カナ", "氏名フリガナ", "お名前フリガナ",
             "名前フリガナ", "カナ氏名", "顧客名カナ", "注文者名カナ"),
    "first_kana": ("メイ", "めい", "お名前メイ", "氏名メイ", "フリガナメイ", "名カナ", "カナ名", "名フリガナ", "firstnamekana"),
    "last_kana": ("セイ", "せい", "お名前セイ", "氏名セイ", "フリガナセイ", "姓カナ", "カナ姓", "姓フリガナ", "lastnamekana"),
    "company": ("company", "companyname", "organisation", "organization", "företag", "företagsnamn", "bolag", "firma",
                "bedrift", "会社名", "会社", "法人名", "defaultaddresscompany", "billingcompany", "companybilling"),
    "contact": ("contactperson", "contactname", "kontaktperson", "kontakt", "erreferens", "deresreferanse", "担当者名",
                "担当者", "ご担当者名"),
    "phone": ("phone", "phonenumber", "telephone", "telephonenumber", "tel", "mobile", "mobilephone", "mobilenumber",
              "mobilephonenumber", "mobileno", "cell", "cellphone", "homephone", "workphone", "telefon",
              "telefonnummer", "telefonnr", "telefonarbete", "telefonhem", "telefonprivat", "telefonjobb", "mobil",
              "mobiltelefon", "mobiltelefonnummer", "mobilnummer", "mobilnr", "tlf", "tlfnr", "電話", "電話番号", "携帯",
              "携帯電話", "携帯番号", "携帯電話番号", "電話番号請求先", "注文者電話番号", "defaultaddressphone", "billingphone",
              "phonebilling"),
    "email": ("email", "emailaddress", "mail", "mailaddress", "epost", "epostadress", "epostadresse", "メール",
              "メールアドレス", "eメール", "eメールアドレス", "メールアドレス請求先", "注文者メールアドレス", "billingemail",
              "emailbilling"),
    "language": ("language", "lang", "locale", "preferredlanguage", "språk", "言語"),
    "loyalty": ("loyalty", "loyaltynumber", "loyaltyno", "loyaltycard", "membernumber", "memberno", "membership",
                "medlemsnr", "medlemsnummer", "kundkort", "kundekort", "会員カード", "会員カード番号"),
    "address": ("address", "addressline", "street", "streetaddress", "adress", "gatuadress", "gata", "utdelningsadress",
                "postadress", "fakturaadress", "adresse", "gateadresse", "gate", "postadresselinje",
                "postaladdressline", "postaladdrline", "住所", "番地", "それ以降の住所", "住所請求先", "住所2請求先",
                "defaultaddressaddress",
                "billingaddress", "address12billing", "cardaddressline"),
    "postcode": ("postcode", "postalcode", "zip", "zipcode", "postnr", "postnummer", "postadressepostnummer",
                 "postaladdresspostalcode", "postaladdrpostalno", "郵便番号", "〒", "郵便番号請求先", "defaultaddresszip",
                 "billingpostcode", "postcodebilling", "cardaddresszip"),
    "city": ("city", "town", "suburb", "locality", "ort", "postort", "stad", "poststed", "sted", "by", "postadressested",
             "postaladdresscity", "postaladdrcity", "市区町村", "市区郡", "郡市区", "市", "都市", "都道府県名称", "都道府県名",
             "都道府県", "都道府県請求先", "defaultaddresscity", "billingcity", "citybilling", "cardaddresscity"),
    "country": ("country", "countrycode", "land", "landkod", "landkode", "postadresseland", "postaladdresscountry",
                "postaladdrcountry", "国", "国名", "defaultaddresscountrycode", "billingcountry", "countrycodebilling",
                "cardaddresscountry"),
    "notes": ("notes", "note", "comment", "comments", "remarks", "anteckning", "anteckningar", "kommentar", "notat",
              "merknad", "備考", "メモ", "顧客メモ", "ショップ用メモ欄"),
    "tags": ("tags", "tag", "labels", "taggar", "etiketter", "タグ"),
}  # fmt: skip
