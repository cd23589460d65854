"""Errors nobody foresaw: an id for the user, the details in a private file, never a customer's data on a screen."""

import os
import secrets
import traceback
from pathlib import Path


def keep_details(error: BaseException) -> tuple[str, str]:
    """Write the traceback (without local variables) to a private file; returns the error's id and the next step."""
    import platformdirs

    name = secrets.token_hex(4)
    folder = Path(platformdirs.user_state_dir("agentdesk", appauthor=False))
    text = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(folder / f"error-{name}.txt", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as trouble:
        return name, f"The details could not be kept ({trouble.strerror}); try again."
    return name, f"Nothing half-done was saved. Details: {folder / f'error-{name}.txt'}"
