"""Orders and their lines, in whichever file and order they come; a line may come before its order."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agentdesk.catalog import order_records as records
from agentdesk.customers import actions
from agentdesk.customers import records as customers
from agentdesk.customers.actions import Details
from agentdesk.customers.headings import HEADINGS
from agentdesk.customers.importing import Seen, with_email
from agentdesk.customers.lookup.indexing import index_order
from agentdesk.store import Act
from agentdesk.tables import BadRow, Ready, Rejected, Row, cells
from agentdesk.work.importing.run import RowByRow

_ORDER = ("order", "ordernumber", "orderno", "orderid", "invoiceno", "invoice", "invoicenumber", "ordernr",
          "ordernummer", "fakturanr", "fakturanummer", "ordrenr", "ordrenummer", "注文番号", "受注番号", "注文id", "伝票番号",
          "name+lineitemname")  # fmt: skip
_NOBODY = frozenset({"0", "-", "guest"})  # what stands for no customer where somebody orders without an account
_LAST = 500  # orders remembered, for files that say the same of an order on each of its lines


@dataclass(frozen=True, slots=True)
class _Said:
    """An order as a row says."""

    ref: str
    customer: str | None
    email: str | None
    date: str | None
    status: str | None
    tracking: str | None
    promised: str | None


class Orders(RowByRow):
    """Orders by number. A customer who is not known here is added by id alone, or by e-mail address where there is no id."""

    name = "orders"
    fields: Mapping[str, Sequence[str]] = {
        "ref": ("ref", *_ORDER, "id"),
        "customer": ("customer", "customerid", "customerno", "customernumber", "client", "userid", "kund", "kundnr",
                     "kundnummer", "kundid", "kunde", "kundenr", "kundenummer", "顧客番号", "顧客id", "会員番号", "会員id"),
        "email": (*HEADINGS["email"], "customeremail"),
        "date": ("date", "orderdate", "invoicedate", "ordered", "created", "createdat", "datum", "orderdatum", "dato",
                 "ordredato", "注文日", "注文日時", "受注日", "受注日時"),
        "status": ("status", "state", "orderstatus", "fulfillmentstatus", "läge", "tilstand", "状態", "ステータス", "発送状況",
                   "対応状況", "対応状況名称"),
        "tracking": ("tracking", "trackingid", "trackingnumber", "kollinr", "kollinummer", "sporing", "sporingsnummer",
                     "spårningsnummer", "追跡番号", "送り状番号", "出荷伝票番号", "配送伝票番号"),
        "promised": ("promised", "promiseddate", "requireddate", "deliverydate", "utlovad", "leveransdatum", "lovet",
                     "leveringsdato", "お届け予定日", "お届け希望日", "配送日", "納期"),
    }  # fmt: skip
    piece = 32

    def __init__(self) -> None:
        self._seen = Seen()
        self._last: OrderedDict[str, _Said] = OrderedDict()

    def keep(self, act: Act, rows: Sequence[Ready]) -> Iterator[str | BadRow]:
        """Keep orders; one that the last rows have said word for word needs no look at the store."""
        for row in rows:
            try:
                said = _said(row.value)
            except Rejected as error:
                yield BadRow(row.line, error.column, error.value, error.reason)
                continue
            if self._last.get(said.ref) == said:
                yield "unchanged"
                continue
            (outcome,) = super().keep(act, [Ready(row.line, row.value)])
            if not isinstance(outcome, BadRow):
                self._last[said.ref] = said
                if len(self._last) > _LAST:
                    self._last.popitem(last=False)
            yield outcome

    def use(self, act: Act, row: Row) -> str:
        """Keep an order: the first row of a file that speaks of it counts."""
        said = _said(row)
        customer = self._customer(act, said)
        known = records.by_ref(act.connection, said.ref)
        new = (customer, said.date, said.status, said.tracking, said.promised)
        if known is None:
            self._seen.add(records.add(act, said.ref, *new))
            order = records.by_ref(act.connection, said.ref)
            assert order is not None
            index_order(act, order.id, said.ref, said.tracking)
            return "added"
        if not records.says_more(known, *new):
            self._seen.add(known.id)
            return "unchanged"
        if not self._seen.add(known.id):
            raise Rejected("ref", said.ref, "an earlier row says something else of this order; that one counts")
        records.change(act, known, *new)
        index_order(act, known.id, said.ref, said.tracking or known.tracking, was=known.tracking)
        return "updated"

    def _customer(self, act: Act, said: _Said) -> int | None:
        ref, email = said.customer, said.email
        if ref:
            known = customers.id_of_ref(act.connection, ref)
            if known is not None or "@" not in ref:
                return known if known is not None else self._add(act, Details(name=ref, ref=ref))
            email = ref
        if not email:
            return None
        found = {actions.existing(act.connection, one).id for one in with_email(act, email)}
        if len(found) > 1:
            raise Rejected("email", email, f"belongs to {len(found)} customers: name one by number, or merge them")
        return found.pop() if found else self._add(act, Details(name=email, email=email))

    def _add(self, act: Act, details: Details) -> int:
        return actions.add(act, details, "", quietly=True).id


def _said(row: Row) -> _Said:
    who = row.get("customer")
    date, promised = cells.day(row, "date"), cells.day(row, "promised")
    return _Said(
        _fitting("ref", cells.identity(row, "ref"), 60),
        _fitting("customer", cells.known_by(who), 60) if who and who.casefold() not in _NOBODY else None,
        row.get("email"),
        date.isoformat() if date else None,
        _fitting("status", row.get("status") or "", 60) or None,
        _fitting("tracking", cells.known_by(row.get("tracking") or ""), 80) or None,
        promised.isoformat() if promised else None,
    )


def _fitting(field: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise Rejected(field, text, f"is {len(text)} characters long; {limit} fit")
    return text


class OrderLines(RowByRow):
    """Lines of orders: the second kettle of an order in a file is its second kettle in the store."""

    name = "order-lines"
    fields: Mapping[str, Sequence[str]] = {
        "order": _ORDER,
        "sku": ("sku", "itemsku", "lineitemsku", "productid", "stockcode", "articleno", "articlenumber", "itemno", "artnr",
                "artikelnr", "artikelnummer", "varenr", "varenummer", "produktnummer", "商品コード", "商品番号", "品番", "商品id"),
        "name": ("name", "productname", "itemname", "lineitemname", "description", "benämning", "produktnamn",
                 "artikelnamn", "varenavn", "produktnavn", "beskrivelse", "orderlinedescription", "商品名", "品名"),
        "quantity": ("quantity", "qty", "itemquantity", "lineitemquantity", "orderlinecount", "antal", "antall", "数量",
                     "個数"),
        "price": ("price", "unitprice", "itemprice", "itemcost", "lineitemprice", "orderlineunitprice", "pris", "styckpris",
                  "stykkpris", "enhetspris", "単価", "価格"),
        "discount": ("discount", "rabatt", "割引"),
    }  # fmt: skip
    piece = 64

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self._seen = Seen()
        self._orders: OrderedDict[str, int] = OrderedDict()

    def use(self, act: Act, row: Row) -> str:
        """Keep a line: the next of its order with the same item that no row of this file has spoken of."""
        ref = _fitting("order", cells.identity(row, "order"), 60)
        quantity = cells.units(row, "quantity")
        line = records.Kept(
            _fitting("sku", cells.known_by(row.get("sku") or ""), 60) or None,
            _fitting("name", row.get("name") or "", 200) or None,
            1 if quantity is None else quantity,
            cells.amount(row, "price", self._currency),
            cells.share(row, "discount"),
        )
        order = self._order(act, ref)  # after everything that may refuse the row
        there = [known for known in records.lines_with(act.connection, order, line.sku) if known[0] not in self._seen]
        if not there:
            self._seen.add(records.add_line(act, order, line))
            return "added"
        one, known = next((each for each in there if each[1] == line), there[0])
        self._seen.add(one)
        if known == line:
            return "unchanged"
        records.change_line(act, one, line)
        return "updated"

    def _order(self, act: Act, ref: str) -> int:
        if ref not in self._orders:
            known = records.by_ref(act.connection, ref)
            if known is None:  # begun here; the row of the order itself comes later, or never
                self._orders[ref] = records.add(act, ref)
                index_order(act, self._orders[ref], ref, None)
            else:
                self._orders[ref] = known.id
            if len(self._orders) > _LAST:
                self._orders.popitem(last=False)
        return self._orders[ref]
