"""``python -m agentdesk.responses.train``: build the recogniser's model from cues and lexicon, into the package."""

import sys

from agentdesk.responses.recogniser.building import write


def main() -> int:
    """Train and write; half a minute or so."""
    for path in write():
        print(f"{path.name}  {path.stat().st_size / 1024:.0f} KiB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
