from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with the bank and the models that ship, over a data folder of its own."""
    program = Program(tmp_path / "data")
    yield program
    program.close()
