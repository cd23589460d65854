"""Signing keys: Ed25519, the public halves in the store and in the log, the private ones in files beside the store.

``desk.db`` has its keys in the folder ``desk.keys`` (0700), one file a key (0600), never part of a backup. A key's id is
the first half of SHA-256 of its public half, in hex.
"""

import hashlib
import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.errors import NotFound
from agentdesk.log import records
from agentdesk.log.entries import append
from agentdesk.store import Act, Connection

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class NoKey(NotFound):
    """Nothing can be signed here: no private key lies beside the store."""

    code = "no-key"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that signs or signed here. ``made_at`` is a UTC stamp; ``here``: its private half lies beside the store."""

    id: str
    public: bytes
    made_at: str
    here: bool


def key_id(public: bytes) -> str:
    """Return the id of a public key (32 bytes)."""
    return hashlib.sha256(public).hexdigest()[:32]


def folder(connection: Connection) -> Path:
    """Return the folder of a store's private keys."""
    rows = connection.execute("PRAGMA database_list").fetchall()
    store = Path(next(row[2] for row in rows if row[1] == "main"))
    return store.with_suffix(".keys")


def known(connection: Connection) -> list[PublicKey]:
    """Return every key that ever signed here, the newest first."""
    where = folder(connection)
    rows = records.signing_keys(connection)
    return [PublicKey(row["id"], row["public"], row["made_at"], (where / row["id"]).exists()) for row in rows]


def load() -> None:
    """Load the library that signs (30 ms): who stays, as a desk does, does it before anybody waits behind their turn."""
    importlib.import_module("cryptography.hazmat.primitives.asymmetric.ed25519")


def private(connection: Connection) -> "tuple[PublicKey, Ed25519PrivateKey]":
    """Return the key that signs now. Raises NoKey where its private half is not beside the store."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # 30 ms, only where one signs

    found = known(connection)
    if not found or not found[0].here:
        raise NoKey("There is no key to sign with beside the store.", "Make one: agentdesk keys rotate")
    try:
        raw = bytes.fromhex((folder(connection) / found[0].id).read_text(encoding="ascii"))
        key = Ed25519PrivateKey.from_private_bytes(raw)
    except (OSError, ValueError) as error:
        raise NoKey(
            f"The key {found[0].id[:8]} beside the store cannot be read.", "Make a new one: agentdesk keys rotate"
        ) from error
    if key.public_key().public_bytes_raw() != found[0].public:
        raise NoKey(f"The key {found[0].id[:8]} beside the store is another one.", "Run: agentdesk keys rotate")
    return found[0], key


def make(act: Act) -> PublicKey:
    """Make a new key that signs from now on, and say so in the log. Raises OSError where the file cannot be written."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    name = key_id(public)
    where = folder(act.connection)
    where.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(where / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key.private_bytes_raw().hex())
        file.flush()
        os.fsync(file.fileno())
    before = known(act.connection)
    records.add_key(act, name, public)
    append(
        act,
        "key.made",
        before={"key": before[0].id} if before else {},
        after={"key": name, "public": public.hex()},
    )
    return PublicKey(name, public, act.at, here=True)


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Say whether a signature (64 bytes) over a message is by the key with this public half (32 bytes)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
