"""Tidying up while nobody types: what Python and the C library do about memory in the middle of a key, otherwise.

Python looks for garbage after every 700 new objects, more than once a key, and now and then through all that was ever loaded
(30 ms). Here what is loaded is left out, and the rest is looked through a second after the last key. The C library keeps
what was freed: 1 MB after a call, 4 among a million customers.
"""

import gc
import sys

_SELDOM = 50_000  # new objects after which Python looks for garbage by itself: minutes of typing
_SOME = 2_000  # new objects that are worth a look


class Collector:
    """Python's search for garbage, taken over by one app until it ends."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()
        gc.set_threshold(_SELDOM)

    def leave_out_what_is_loaded(self) -> None:
        """Look once, and never again, through what there is now: modules, styles and widgets stay as long as the app."""
        gc.collect()
        gc.freeze()

    def collect(self) -> None:
        """Look for garbage now, where there can be some: a few milliseconds."""
        if gc.get_count()[0] > _SOME:
            gc.collect()

    def give_over(self) -> None:
        """Let Python do it again as before."""
        gc.unfreeze()
        gc.set_threshold(*self._usual)


def give_back() -> None:
    """Let the system have what was freed; does nothing where the C library is not GNU's."""
    if sys.platform != "linux":
        return
    import ctypes  # 3 ms

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
