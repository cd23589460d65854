"""Where a store may lie: a local disk, in a folder that only its owner can read."""

import os
import sys
from pathlib import Path

from agentdesk.errors import StoreError

# file systems whose locks and shared memory do not reach every writer
_NETWORK = (
    "nfs",
    "cifs",
    "smb",
    "9p",
    "afs",
    "fuse.sshfs",
    "fuse.rclone",
    "ceph",
    "glusterfs",
    "lustre",
    "webdav",
    "davfs",
)


def make_private(path: Path) -> None:
    """Make the store's folder (0700) and file (0600) where they are missing. Raises OSError."""
    os.umask(0o077)
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.close(descriptor)  # before SQLite opens it: closing it later would drop SQLite's locks


def check_place(path: Path) -> None:
    """Refuse known network file systems: SQLite's WAL needs memory that both desks share. Raises StoreError."""
    kind = _file_system(path)
    if kind.startswith(_NETWORK):
        raise StoreError(
            f"{path} lies on a network file system ({kind}), where two desks can damage a store.",
            "Put it on a local disk; other desks reach it by ssh to this machine.",
            code="network-disk",
        )


def _file_system(path: Path) -> str:
    if sys.platform == "win32":
        return "smb" if str(path.absolute()).startswith("\\\\") else ""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    where = path.absolute().resolve()
    best, kind = -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = line.split(" ")
        point = parts[1].replace("\\040", " ")
        if where.is_relative_to(point) and len(point) > best:
            best, kind = len(point), parts[2]
    return kind
