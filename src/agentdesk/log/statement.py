"""The detached signature of an export: a signed statement about the file's bytes and the stretch of chain inside.

``shift.csv`` is signed in ``shift.csv.sig``: one line of canonical JSON, so that not one bit of it can change unseen.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from agentdesk.errors import DeskError, InvalidInput
from agentdesk.log.canonical import canonical, short
from agentdesk.log.keys import is_signed, key_id

SUFFIX = ".sig"
_LARGEST = 64 * 1024  # a signature file is about a kilobyte
_HEX = re.compile(r"[0-9a-f]*\Z")


class Unreadable(DeskError):
    """A file that is no export, or no signature of one."""

    code = "unreadable"
    exit_status = 5


@dataclass(frozen=True, slots=True)
class Meta:
    """What an export is: which entries of which store, in which columns; ``at`` is when it was made (UTC stamp)."""

    store: str
    format: str
    columns: tuple[str, ...]
    personal: bool
    zone: str
    first: int
    last: int
    at: str

    @property
    def rows(self) -> int:
        """How many entries it holds."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed: the export, the chain before and at its end, and the file's own size and SHA-256."""

    meta: Meta
    previous: str
    head: str
    size: int
    sha256: str
    public: str

    @property
    def key(self) -> str:
        """The id of the key that signed."""
        return key_id(bytes.fromhex(self.public))

    @property
    def short(self) -> str:
        """The head as people write it down."""
        return short(bytes.fromhex(self.head))

    def text(self) -> str:
        """Return the statement's one text, the bytes that are signed."""
        meta = asdict(self.meta) | {"columns": list(self.meta.columns), "rows": self.meta.rows}
        own = {name: getattr(self, name) for name in ("previous", "head", "size", "sha256", "public", "key", "short")}
        return canonical({"v": 1, "kind": "log-export", **meta, **own})


def signature_path(export: Path) -> Path:
    """Return where an export's signature lies: beside it. Raises InvalidInput for a path that names no file."""
    if not export.name:
        raise InvalidInput(f"{export} names no file.", "Name a new file, such as shift.xlsx.", code="no-file")
    return export.with_name(export.name + SUFFIX)


def signed_text(statement: Statement, signature: bytes) -> str:
    """Return the text of a signature file."""
    return canonical({"signature": signature.hex(), "statement": json.loads(statement.text())}) + "\n"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature file as it was read. ``genuine``: it is by the key that it names, and nothing in it was altered."""

    statement: Statement
    genuine: bool


def read_signature(path: Path) -> Signed:
    """Read a signature file. Raises Unreadable where it is missing or nothing like one."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise Unreadable(
            f"The signature {path} cannot be read: {error.strerror}.",
            "Keep it beside the export; without it only the chain could be checked.",
            code="no-signature",
        ) from error
    try:
        table = json.loads(raw.decode())
        statement = _statement(table["statement"])
        signature = _bytes(table["signature"], 64)
        same = signed_text(statement, signature).encode() == raw
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(
            f"{path} is not a signature of an export, or was altered.", "Take both files from where they were kept."
        ) from error
    public = bytes.fromhex(statement.public)
    return Signed(statement, same and is_signed(public, signature, statement.text().encode()))


def _statement(table: dict[str, object]) -> Statement:
    values = {field.name: table[field.name] for field in fields(Meta)}
    kinds = {"first": int, "last": int, "personal": bool}
    for name, value in values.items():
        if name == "columns":
            if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
                raise ValueError("columns")
            values[name] = tuple(value)
        elif type(value) is not kinds.get(name, str):
            raise ValueError(name)
    size = table["size"]
    if type(size) is not int:
        raise ValueError("size")
    meta = Meta(**values)  # type: ignore[arg-type]  # each is of its kind by now
    digests = {name: _bytes(table[name], 32).hex() for name in ("previous", "head", "sha256", "public")}
    return Statement(meta, digests["previous"], digests["head"], size, digests["sha256"], digests["public"])


def _bytes(text: object, length: int) -> bytes:
    if not isinstance(text, str) or len(text) != 2 * length or not _HEX.match(text):
        raise ValueError("not lower-case hex of the right length")
    return bytes.fromhex(text)
