"""A screen starts without OpenSSL; its hashes are the same."""

import hashlib
import hmac
import subprocess
import sys
from importlib.util import find_spec

from agentdesk.cli.own_hashes import _OWN

_PROGRAM = """
import sys
from agentdesk.cli.own_hashes import leave_openssl_out
leave_openssl_out()
import asyncio, hashlib, hmac, secrets
print(hashlib.sha256(b"agentdesk").hexdigest(), hmac.new(b"key", b"agentdesk", hashlib.sha256).hexdigest())
print("_ssl" in sys.modules, secrets.compare_digest("a", "a"))
asyncio.run(asyncio.sleep(0))
"""


def test_hashes_of_its_own_are_those_of_everybody() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    theirs = hashlib.sha256(b"agentdesk").hexdigest(), hmac.new(b"key", b"agentdesk", hashlib.sha256).hexdigest()
    left_in = not all(find_spec(name) for name in _OWN)  # a Python that has OpenSSL's hashes alone
    assert done.stdout.split() == [*theirs, str(left_in), "True"]
