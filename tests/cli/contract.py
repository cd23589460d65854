"""A shop with one of everything, for checking what each command prints against what scripts rely on."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from agentdesk.cli.__main__ import run

PIN = "482915\n"
SOON = str(date.today() + timedelta(days=14 - date.today().weekday()))  # noqa: DTZ011 - the command line has its own clock
FILES = {
    "customers": "ref,name,phone,email\nK1,Karin Öhman,070-174 06 35,karin@example.se\nK2,Lars Eide,,\nK3,Gone Soon,,\n",
    "products": "sku,name,price,on_hand\nKTL-17,Kettle,849,0\nMUG-1,Mug,49,30\n",
    "orders": "ref,customer,date,status\n48211,K1,2026-11-07,paid\n",
    "order-lines": "order,sku,name,quantity,price\n48211,KTL-17,Kettle,1,849\n",
    "deliveries": "ref,sku,quantity,expected,supplier\nPO-1,KTL-17,6,{soon},Norrkök\n",
}


class Shop:
    """Runs commands on one store; ``named`` are the words that stand for what was made on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, folder / "shop" / "desk.db"
        self.named = {"{soon}": SOON, "{folder}": str(folder)}
        self.err = ""

    def run(self, *words: str, stdin: str = "", as_json: bool = True) -> tuple[int, str]:
        """Run a command; returns its status and what it printed on standard output."""
        for name, value in self.named.items():
            words = tuple(word.replace(name, value) for word in words)
            stdin = stdin.replace(name, value)
        out, err = io.StringIO(), io.StringIO()
        flags = ["--json"] if as_json else []
        with mock.patch("sys.stdin", io.StringIO(stdin)), redirect_stdout(out), redirect_stderr(err):
            status = run([*words, "--store", str(self.store), *flags])
        self.err = err.getvalue()
        return status, out.getvalue()

    def __call__(self, words: str, stdin: str = "", expect: int = 0) -> Any:
        """Run a command that must do what it says; returns its JSON."""
        status, printed = self.run(*words.split(), stdin=stdin)
        assert status == expect, (words, status, self.err)
        return json.loads(printed)


def shop_with_everything(folder: Path) -> Shop:
    """Set up, import, open a shift, and make one of everything."""
    shop = Shop(folder)
    status, _ = shop.run(
        "setup", "--shop", "Björk & Kök", "--country", "SE", "--currency", "SEK", "--timezone", "Europe/Stockholm",
        "--language", "sv", "--supervisor", "Mira", "--pin-stdin", stdin=PIN,
    )  # fmt: skip
    assert status == 0, shop.err
    for words in ("staff add Aino --role agent", "staff add Per --role agent"):
        shop(words)
    for noun, text in FILES.items():
        (folder / f"{noun}.csv").write_text(text.replace("{soon}", SOON), encoding="utf-8")
        shop(f"import {noun} {{folder}}/{noun}.csv")
    shop("--as Aino shift open")
    for name in ("{hold}", "{hold2}", "{hold3}"):
        shop.named[name] = shop("--as Aino hold place --customer K1 --item MUG-1 --quantity 1")["hold"]
    shop.named["{delivery}"] = shop("delivery expect --item KTL-17 --quantity 2 --date {soon} --supplier Norrkök")[
        "delivery"
    ]
    give = "--as Aino remedy give --reason damaged --walk-in"
    for name in ("{voucher}", "{voucher2}"):
        shop.named[name] = shop(f"{give} --kind voucher --value 20")["voucher"]
    shop("--as Aino contact finish")
    for name in ("{request}", "{request2}", "{request3}", "{request4}"):
        shop.named[name] = shop(f"{give} --kind gift --value 400", expect=3)["request"]
        shop("--as Aino contact finish")  # of two requests in one contact a yes to one changes the other
    shop.named["{promise}"] = shop("--as Aino promise make --customer K1 --due {soon}")["promise"]
    shop("contact open --walk-in --as Per")
    shop("contact park --as Per")
    shop("keys rotate --pin-stdin", stdin=PIN)
    shop("log export --format csv -o {folder}/first.csv")
    shop("backup {folder}/copy.db")
    return shop
