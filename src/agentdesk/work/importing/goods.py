"""Products with their stock, and deliveries expected."""

from collections.abc import Iterator, Mapping, Sequence

from agentdesk.catalog import actions, records
from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog.model import Product, ProductFacts
from agentdesk.holds import stocktaking
from agentdesk.holds.dates import Hours
from agentdesk.holds.risks import reassess
from agentdesk.store import Act
from agentdesk.tables import BadRow, Ready, Rejected, Row
from agentdesk.tables import cells as values
from agentdesk.work.importing.run import RowByRow


class Products(RowByRow):
    """Products by article number. Stock is a snapshot: ``as_of`` (a UTC stamp) says when it was taken.

    ``short`` lists the holds whose units the snapshot does not find, of each product the last in the queue first.
    """

    name = "products"
    fields: Mapping[str, Sequence[str]] = {
        "sku": ("sku", "variantsku", "productid", "stockcode", "articleno", "articlenumber", "itemno", "itemnumber",
                "artnr", "artikelnr", "artikelnummer", "varenr", "varenummer", "produktnr", "produktnummer", "商品コード",
                "商品番号", "品番", "商品id", "id"),
        "name": ("name", "productname", "title", "description", "benämning", "produktnamn", "artikelnamn", "namn",
                 "varenavn", "produktnavn", "navn", "商品名", "品名"),
        "handle": ("handle", "urlhandle"),
        "variant": ("variant", "options", "option1value", "utförande", "utførelse", "バリエーション", "種類名", "規格分類1名称"),
        "barcode": ("barcode", "variantbarcode", "gtin", "ean", "ean13", "upc", "gtinupceanorisbn", "jan", "streckkod",
                    "strekkode", "janコード", "バーコード"),
        "price": ("price", "variantprice", "unitprice", "regularprice", "listprice", "pris", "prisinklmoms",
                  "försäljningspris", "prisinklmva", "utsalgspris", "utsalgsprisinklmva", "salgspris", "styckpris",
                  "utpris", "stykkpris", "販売価格", "価格", "単価", "定価", "通常価格"),
        "cost": ("cost", "unitcost", "costperitem", "purchaseprice", "inpris", "inköpspris", "innkjøpspris", "innpris",
                 "原価", "仕入値"),
        "on_hand": ("onhand", "unitsinstock", "stock", "inventoryquantity", "variantinventoryqty", "instock",
                    "quantityonhand", "lager", "ilager", "lagersaldo", "saldo", "antal", "beholdning", "lagerbeholdning",
                    "pålager", "在庫", "在庫数", "種類在庫数"),
        "on_order": ("onorder", "unitsonorder", "beställt", "iorder", "bestilt", "ibestilling", "発注済", "発注数"),
        "supplier": ("supplier", "suppliername", "vendor", "leverantör", "leverandør", "仕入先", "メーカー"),
        "category": ("category", "categoryname", "categories", "type", "group", "kategori", "varugrupp", "varegruppe", "カテゴリ",
                     "分類"),
        "discontinued": ("discontinued", "utgått", "utgår", "utgått", "utgåttvare", "廃番", "販売終了"),
    }  # fmt: skip

    def __init__(self, hours: Hours, currency: str, as_of: str | None = None) -> None:
        self._hours, self._currency, self._as_of = hours, currency, as_of
        self.short: list[stocktaking.Short] = []
        self._named = ("", "")  # the last product with a handle, and its name: rows of its variants leave the name out

    def use(self, act: Act, row: Row) -> str:
        """Keep a product and what the snapshot says of its stock."""
        sku, variant = values.identity(row, "sku"), row.get("variant")
        on_hand = values.units(row, "on_hand")
        if on_hand is not None and on_hand < 0:
            on_hand = 0  # tills sell what they do not know they have; nothing is there to set aside
        facts = ProductFacts(
            sku,
            self._name(row) + (f", {variant}" if variant and variant != "Default Title" else ""),
            row.get("barcode"),
            _not_negative("price", values.amount(row, "price", self._currency)),
            _not_negative("cost", values.amount(row, "cost", self._currency)),
            _not_negative("on_order", values.units(row, "on_order")),
            row.get("supplier"),
            row.get("category"),
            values.yes(row, "discontinued"),
        )
        before = records.by_sku(act.connection, sku)
        after = actions.keep_product(act, facts) if before is None or _says_more(facts, before) else before
        if before is not None and before.discontinued != after.discontinued:
            reassess(act, after.id, self._hours)  # who waits may now wait for nothing
        if on_hand is not None and (self._as_of or on_hand != after.stock.on_hand):
            self.short += stocktaking.set_on_hand(act, after.id, on_hand, self._hours, as_of=self._as_of).short
        if before is None:
            return "added"
        return "unchanged" if records.by_id(act.connection, after.id) == before else "updated"

    def _name(self, row: Row) -> str:
        handle, name = row.get("handle") or "", row.get("name")
        if name is None and handle and handle == self._named[0]:
            return self._named[1]
        self._named = (handle, row.need("name"))
        return self._named[1]


def _says_more(facts: ProductFacts, known: Product) -> bool:
    said = {
        "name": facts.name, "barcode": facts.barcode, "price": facts.price, "cost": facts.cost,
        "supplier": facts.supplier, "category": facts.category, "discontinued": facts.discontinued,
    }  # fmt: skip
    if facts.on_order is not None and facts.on_order != known.stock.on_order:
        return True
    return any(value is not None and value != getattr(known, name) for name, value in said.items())


def _not_negative(field: str, value: int | None) -> int | None:
    if value is not None and value < 0:
        raise Rejected(field, str(value), "is negative")
    return value


class Deliveries(RowByRow):
    """Deliveries expected, a line a row; rows with one ``ref`` are one delivery.

    Promises that they save or can no longer meet are flagged in the same act, queue by queue.
    """

    name = "deliveries"
    fields: Mapping[str, Sequence[str]] = {
        "ref": ("ref", "deliveryid", "delivery", "purchaseorder", "ponumber", "po", "leveransnr", "leverans",
                "inköpsorder", "leveransenr", "leveransenummer", "innkjøpsordre", "入荷番号", "発注番号"),
        "sku": Products.fields["sku"],
        "quantity": ("quantity", "qty", "ordered", "antal", "kvantitet", "antall", "mengde", "数量", "個数"),
        "expected": ("expected", "expecteddate", "eta", "date", "duedate", "datum", "leveransdatum", "förväntad",
                     "dato", "leveringsdato", "forventet", "入荷予定日", "入荷日", "予定日"),
        "supplier": Products.fields["supplier"],
    }  # fmt: skip

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._touched: set[int] = set()  # products of which something else is to come than before

    def keep(self, act: Act, rows: Sequence[Ready]) -> Iterator[str | BadRow]:
        """Keep rows, then look at the promises that wait for what they bring."""
        self._touched.clear()
        yield from super().keep(act, rows)
        for product in sorted(self._touched):
            reassess(act, product, self._hours)

    def use(self, act: Act, row: Row) -> str:
        """Keep a line of a delivery."""
        sku, quantity, expected = (
            values.identity(row, "sku"),
            values.units(row, "quantity"),
            values.day(row, "expected"),
        )
        product = records.by_sku(act.connection, sku)
        if product is None:
            raise Rejected("sku", sku, "is not a product here")
        if quantity is None or quantity < 1:
            raise Rejected("quantity", row.get("quantity") or "", "must be 1 or more")
        if expected is None:
            raise Rejected("expected", "", "expected is missing")
        supplier = row.get("supplier") or product.supplier
        if supplier is None:
            raise Rejected("supplier", "", "supplier is missing")
        ref = row.get("ref") or f"{supplier} {expected.isoformat()}"
        known = deliveries.by_ref(act.connection, ref)
        if known is None:
            actions.expect(act, supplier, expected, {product.id: quantity}, ref)
            self._touched.add(product.id)
            return "added"
        line = next((line for line in known.lines if line.product == product.id), None)
        if line is not None and (not known.state.open or (line.quantity, known.expected) == (quantity, expected)):
            return "unchanged"
        deliveries.add_line(act, known.id, product.id, quantity)
        self._touched.add(product.id)
        if known.state.open and known.expected != expected:
            deliveries.set_expected(act, known.id, expected)
            self._touched |= {each.product for each in known.lines}
        return "added" if line is None else "updated"
