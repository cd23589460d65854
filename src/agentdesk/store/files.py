"""Files that leave the desk: whole or not there at all, never over another file, never through a link, 0600."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentdesk.errors import InvalidInput, Refused, StoreError


class Exists(Refused):
    """A file of that name is there already; nothing is ever overwritten."""

    code = "exists"


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``; what lies there when the block ends becomes ``path``.

    Raises Exists where ``path`` is taken (a dangling link counts), StoreError where it cannot be written.
    """
    if not path.name:
        raise InvalidInput(f"{path} names no file.", "Name a new file.", code="no-file")
    if os.path.lexists(path):
        raise Exists(f"{path.name} is there already, in {path.parent}.", "Nothing is overwritten: choose another name.")
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        os.close(descriptor)
        yield temporary
        _flush(temporary)
        _publish(temporary, path)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written: {error.strerror or error}.", "Check the folder and the room on the disk."
        ) from error
    finally:
        with contextlib.suppress(OSError):  # where nothing could be made, nothing is left
            temporary.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    os.chmod(path, 0o600)  # noqa: PTH101 - whatever wrote it may have made it anew
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _publish(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path, follow_symlinks=False)  # fails where the name is taken, unlike a rename
    except FileExistsError as error:
        raise Exists(
            f"{path.name} is there already, in {path.parent}.", "Nothing is overwritten: choose another name."
        ) from error
    except (OSError, NotImplementedError):  # a file system without hard links: take the name first, then move over it
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError as error:
            raise Exists(
                f"{path.name} is there already, in {path.parent}.", "Nothing is overwritten: choose another name."
            ) from error
        temporary.replace(path)
    with contextlib.suppress(OSError):  # not every system lets a folder be synced
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
