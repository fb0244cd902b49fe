"""Where the files that ship with Viva lie, and where the user's data goes."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The shipped folder `rubrics`, `models` or `web`: inside an installed wheel, else in the checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


def default_data_folder() -> Path:
    """The platform's folder for user data, such as ~/.local/share/viva on Linux."""
    return Path(platformdirs.user_data_dir("viva", appauthor=False))
