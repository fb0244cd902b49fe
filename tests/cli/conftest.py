from __future__ import annotations

from pathlib import Path

import pytest

from helpers import FILES
from viva.rubric import RubricBank


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "rubrics"
    folder.mkdir()
    for id, text in FILES.items():
        (folder / f"{id}.yaml").write_text(text)
    return folder


@pytest.fixture
def bank(folder: Path) -> RubricBank:
    return RubricBank(folder)
