"""The agents' screen: app, screen, box and its modes, panels, styles."""

import os

# Textual paints at most every 16 ms, so that the answer to a key waits for the picture after the key's own. Here nothing
# moves but what a key moved, and only changed lines are painted: 4 ms.
os.environ.setdefault("TEXTUAL_FPS", "240")
