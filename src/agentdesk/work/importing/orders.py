"""Orders and their lines, in whichever file and order they come; a line may come before its order."""

from collections import Counter
from collections.abc import Mapping, Sequence

from agentdesk.catalog import order_records as records
from agentdesk.customers import actions
from agentdesk.customers import records as customers
from agentdesk.customers.actions import Details
from agentdesk.store import Act, Actor, Store
from agentdesk.tables import Row
from agentdesk.text import accept
from agentdesk.work.importing import values

_ORDER = ("order", "orderid", "orderno", "ordernumber", "invoiceno", "invoice", "invoicenumber", "ordernr",
          "ordernummer", "fakturanr", "fakturanummer", "ordrenr", "ordrenummer", "注文番号", "注文id", "伝票番号")  # fmt: skip


class Orders:
    """Orders by number. A customer who is not known here is added by id alone."""

    name = "orders"
    fields: Mapping[str, Sequence[str]] = {
        "ref": ("ref", *_ORDER, "id"),
        "customer": ("customer", "customerid", "customerno", "customernumber", "client", "userid", "kund", "kundnr",
                     "kundnummer", "kundid", "kunde", "kundenr", "kundenummer", "顧客番号", "顧客id", "会員番号"),
        "date": ("date", "orderdate", "invoicedate", "ordered", "created", "datum", "orderdatum", "dato", "ordredato",
                 "注文日", "受注日"),
        "status": ("status", "state", "orderstatus", "läge", "tilstand", "状態", "ステータス"),
        "tracking": ("tracking", "trackingid", "trackingnumber", "kollinr", "kollinummer", "kollinummer", "sporing",
                     "sporingsnummer", "spårningsnummer", "追跡番号", "送り状番号"),
        "promised": ("promised", "promiseddate", "requireddate", "deliverydate", "utlovad", "leveransdatum", "lovet",
                     "leveringsdato", "お届け予定日", "納期"),
    }  # fmt: skip
    repeats: Sequence[str] = ()

    def use(self, act: Act, row: Row) -> str:
        """Keep an order."""
        ref = accept(values.identity(row, "ref"), "The order's number", limit=60)
        who = row.get("customer")
        customer = self._customer(act, values.known_by(who)) if who else None
        date, promised = values.day(row, "date"), values.day(row, "promised")
        return records.put(
            act,
            ref,
            customer,
            date.isoformat() if date else None,
            accept(row.get("status") or "", "The status", limit=60) or None,
            accept(values.known_by(row.get("tracking") or ""), "The tracking number", limit=80) or None,
            promised.isoformat() if promised else None,
        )

    def _customer(self, act: Act, ref: str) -> int:
        known = customers.id_of_ref(act.connection, ref)
        return known if known is not None else actions.add(act, Details(name=ref, ref=ref), "", quietly=True).id

    def finish(self, store: Store, actor: Actor) -> None:
        """Nothing is left."""


class OrderLines:
    """Lines of orders, numbered as they come for each order, so that the same file again changes nothing."""

    name = "order-lines"
    fields: Mapping[str, Sequence[str]] = {
        "order": _ORDER,
        "sku": ("sku", "productid", "stockcode", "articleno", "articlenumber", "itemno", "artnr", "artikelnr",
                "artikelnummer", "varenr", "varenummer", "商品コード", "商品番号", "品番"),
        "name": ("name", "productname", "description", "benämning", "produktnamn", "varenavn", "produktnavn", "商品名", "品名"),
        "quantity": ("quantity", "qty", "antal", "antall", "数量", "個数"),
        "price": ("price", "unitprice", "pris", "styckpris", "stykkpris", "単価", "価格"),
        "discount": ("discount", "rabatt", "割引"),
    }  # fmt: skip
    repeats: Sequence[str] = ()

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self._seen: Counter[str] = Counter()

    def use(self, act: Act, row: Row) -> str:
        """Keep a line."""
        ref = accept(values.identity(row, "order"), "The order's number", limit=60)
        quantity = values.units(row, "quantity")
        line = records.Kept(
            values.known_by(row.get("sku") or "") or None,
            accept(row.get("name") or "", "The item's name", limit=200) or None,
            1 if quantity is None else quantity,
            values.amount(row, "price", self._currency),
            values.share(row, "discount"),
        )
        number = self._seen[ref] + 1
        outcome = records.put_line(act, ref, number, line)
        self._seen[ref] = number
        return outcome

    def finish(self, store: Store, actor: Actor) -> None:
        """Nothing is left."""
