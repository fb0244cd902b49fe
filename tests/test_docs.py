"""What the documentation says is what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from viva.docs import ROOT, generated
from viva.encoder.weights import hash_of
from viva.evaluation.__main__ import BEGIN, END

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_a_generated_page_is_up_to_date(path: Path) -> None:
    assert path.read_text("utf-8") == generated()[path]


def test_the_readmes_table_is_the_evaluations() -> None:
    table = README.split(BEGIN)[1].split(END)[0].strip()
    assert "| **Viva** |" in table
    assert table in (ROOT / "docs" / "evaluation.md").read_text("utf-8")


def test_the_figures_were_made_with_the_weights_that_ship() -> None:
    folder = ROOT / "models" / "verifier"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert hash_of(folder / manifest["weights"]) == manifest["sha256"]
    assert f"reader-{manifest['sha256'][:12]}`" in README


def test_weights_that_ship_are_at_most_25_megabytes() -> None:
    assert (ROOT / "models" / "verifier" / "verifier.safetensors").stat().st_size <= 25_000_000


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("models/*/*.md")]
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_target_of_the_makefile_that_the_readme_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"make ([a-z]+)", README)) <= targets | {"prints"}
