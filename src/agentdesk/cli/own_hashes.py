"""Starting a screen without OpenSSL: 4 MB and 15 ms that nothing on it needs.

Python's event loop brings TLS along where it is there, and its hashes are OpenSSL's where that is there; both come without
it as well, as in a Python that was built so. What signs the log has a library of its own.
"""

import sys
from importlib.util import find_spec

_OWN = ("_md5", "_sha1", "_sha3", "_blake2", "_sha2" if sys.version_info >= (3, 12) else "_sha256")


def leave_openssl_out() -> None:
    """Let what is imported from now on find no OpenSSL; nothing is changed where Python has no hashes of its own."""
    if "hashlib" not in sys.modules and all(find_spec(name) for name in _OWN):  # some systems build Python without
        for name in ("ssl", "_hashlib"):
            sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # documented: it cannot be found then
