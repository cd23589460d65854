"""One line for a fresh machine: ``python3 run.py demo`` opens the sample shop, ``python3 run.py test`` runs the tests.

Needs Python 3.11 or newer and nothing else: it makes a virtual environment in ``.venv`` (or ``AGENTDESK_VENV``), installs
agentdesk there once, and goes on inside it. Anything but ``test`` is handed to agentdesk as it is; words behind ``test`` go
to pytest, and without any the everyday tests run on every core.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = Path(os.environ.get("AGENTDESK_VENV") or HERE / ".venv")
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
EVERY_CORE = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")  # what a file's tests share is made once


def main() -> int:
    """Make the environment ready, then run the tests or agentdesk in it; returns the exit status."""
    if sys.version_info < (3, 11):
        print("agentdesk needs Python 3.11 or newer; this is", sys.version.split()[0], file=sys.stderr)
        return 2
    words = sys.argv[1:] or ["demo"]
    testing = words[0] == "test"
    if not make_ready("[dev]" if testing else ""):
        return 1
    command = [str(PYTHON), "-m", *(["pytest", *(words[1:] or EVERY_CORE)] if testing else ["agentdesk", *words])]
    try:
        return subprocess.run(command, cwd=HERE if testing else None, check=False).returncode
    except KeyboardInterrupt:
        return 130


def make_ready(extra: str) -> bool:
    """Install agentdesk, with an extra where one is named, unless this very version of it is there already."""
    wanted = hashlib.sha256((HERE / "pyproject.toml").read_bytes()).hexdigest()
    mark = VENV / f"installed{extra}"
    if mark.exists() and mark.read_text() == wanted:
        return True
    print(f"Preparing {VENV} (once) ...", file=sys.stderr)
    if not PYTHON.exists() and not make_environment():
        return False
    pip = [str(PYTHON), "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(PYTHON),
        ]  # the system's pip, installing into the environment
    options = ["install", "--quiet", "--disable-pip-version-check", "--editable", f"{HERE}{extra}"]
    if subprocess.run([*pip, *options], check=False).returncode:
        print("Installing failed; see above. Mend that and run the same line again.", file=sys.stderr)
        return False
    mark.write_text(wanted)
    return True


def make_environment() -> bool:
    """Make the virtual environment, with a pip of its own where this Python brings one."""
    quiet = {"capture_output": True, "check": False, "text": True}
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], **quiet).returncode == 0:
        return True
    # Debian keeps ensurepip in a package of its own: an environment without pip still works with the system's pip
    bare = subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], **quiet)
    has_pip = subprocess.run([sys.executable, "-m", "pip", "--version"], **quiet).returncode == 0
    if bare.returncode == 0 and has_pip:
        return True
    shutil.rmtree(VENV, ignore_errors=True)  # half an environment would be taken for a whole one the next time
    print("This Python has neither ensurepip nor pip. On Debian: sudo apt install python3-venv", file=sys.stderr)
    return False


if __name__ == "__main__":
    sys.exit(main())
