from __future__ import annotations

import hashlib
import math
import os
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
import torch
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from helpers import TIDES, rubric
from viva.encoder.cross_encoder import (
    PARTIAL_BELOW,
    CrossEncoderVerifier,
    Labels,
    Scored,
    Window,
    find_labels,
    reading,
    windows,
)
from viva.encoder.protocols import Passage
from viva.encoder.weights import WeightsError
from viva.grading import Verdict, split
from viva.grading.calibration import probabilities
from viva.local import NOT_CALIBRATED, Grader
from viva.settings import Settings

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
LETTERS = "abcdefghijklmnopqrstuvwxyz.,"
WORDS = "the moon pulls water towards itself earth turns beneath two bulges daily not and".split()
POINTS = ("The moon pulls water towards itself", "Earth turns beneath two bulges daily")
ANSWER = "The moon pulls the water towards itself. Earth turns beneath two bulges. Nobody knows more."
BACKWARDS = {0: "CONTRADICTION", 1: "Neutral", 2: "entailment"}


def save_tiny(folder: Path, labels: dict[int, str]) -> Path:
    """A CrossEncoder of one layer, untrained: its readings mean nothing, its shape and its files are real ones."""
    vocabulary = [*SPECIAL, *LETTERS, *(f"##{letter}" for letter in LETTERS), *WORDS]
    tokenizer = Tokenizer(WordPiece({word: i for i, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    with torch.random.fork_rng():
        torch.manual_seed(11)
        config = BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=64,
            initializer_range=0.5,
            id2label=labels,
            label2id={label: number for number, label in labels.items()},
        )
        BertForSequenceClassification(config).save_pretrained(folder / "raw")
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers does not annotate it
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder / "raw")
    CrossEncoder(str(folder / "raw"), device="cpu", local_files_only=True).save_pretrained(
        str(folder / "saved")
    )
    return folder / "saved"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("tiny"), BACKWARDS)


@pytest.fixture(scope="module")
def verifier(folder: Path) -> CrossEncoderVerifier:
    return CrossEncoderVerifier.load(str(folder))


def passage(answer: str = ANSWER, points: tuple[str, ...] = POINTS) -> Passage:
    return Passage("What makes the tides?", points, answer, tuple((s.start, s.end) for s in split(answer)))


def test_it_grades_and_gives_the_same_grade_twice(folder: Path) -> None:
    first, second = (Grader.default(verifier=str(folder)) for _ in range(2))
    grade = first.grade(rubric(), ANSWER)
    assert grade.status == "graded" and len(grade.verdicts) == 2
    assert first.grade(rubric(), ANSWER) == grade
    assert second.grade(rubric(), ANSWER) == grade
    for verdict in grade.verdicts:
        assert all(ANSWER[e.start : e.end] == e.text for e in verdict.evidence)


def test_the_version_names_the_weights(folder: Path, verifier: CrossEncoderVerifier) -> None:
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    assert verifier.version == f"cross-encoder-{digest[:12]}"
    assert Grader.default(verifier=str(folder)).version.endswith(verifier.version)


def test_weights_in_several_files_are_all_named(folder: Path, tmp_path: Path) -> None:
    copytree(folder, tmp_path / "parts")
    (tmp_path / "parts" / "second.safetensors").write_bytes(b"more")
    parts = [(folder / "model.safetensors").read_bytes(), b"more"]
    hashes = "".join(hashlib.sha256(part).hexdigest() for part in parts)
    expected = hashlib.sha256(hashes.encode()).hexdigest()
    found = CrossEncoderVerifier.load(str(tmp_path / "parts")).version
    assert found == f"cross-encoder-{expected[:12]}"


def test_a_reading_is_the_same_whatever_was_read_before_and_whatever_stands_beside(
    verifier: CrossEncoderVerifier,
) -> None:
    first = verifier.read(passage())
    verifier.read(passage("Water. " * 40))
    assert verifier.read(passage()) == first
    assert verifier.read(passage(points=POINTS[::-1])) == first[::-1]
    assert verifier.read(passage(points=POINTS[:1])) == first[:1]
    assert first[0] != first[1]  # or the rest would prove nothing


def test_the_logits_are_the_models_own_in_the_order_of_its_labels(
    folder: Path, verifier: CrossEncoderVerifier
) -> None:
    (segment,) = split("The moon pulls water.")
    (found,) = verifier.read(passage("The moon pulls water.", POINTS[:1]))
    model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    denies, says_nothing, entails = model.predict([(segment.text, POINTS[0])])[0].tolist()
    assert (found.covered, found.missing, found.contradicted) == (entails, says_nothing, denies)
    assert found.partial == min(entails, says_nothing, denies) - PARTIAL_BELOW


@pytest.mark.parametrize("answer", ["", "\0", "🌊", "water " * 500, "z" * 400])
def test_odd_answers_are_read(verifier: CrossEncoderVerifier, answer: str) -> None:
    asked = passage(answer)
    for found in verifier.read(asked):
        assert [(s.start, s.end) for s in found.spans] == list(asked.segments)
        assert all(0 <= s.relevance <= 1 for s in found.spans)
        assert all(map(math.isfinite, (found.covered, found.partial, found.missing, found.contradicted)))


def test_a_folder_with_other_labels_is_refused(tmp_path: Path) -> None:
    other = save_tiny(tmp_path, {0: "entailment", 1: "not_entailment", 2: "neutral"})
    with pytest.raises(WeightsError, match=r"three labels .* it has entailment, not_entailment, neutral"):
        Grader.default(verifier=str(other))


@pytest.mark.parametrize(
    "labels",
    [
        {0: "LABEL_0"},
        {0: "entailment", 1: "neutral"},
        {0: "entailment", 1: "neutral", 2: "contradiction", 3: "other"},
        {0: "entailment", 1: "entailed", 2: "neutral"},
    ],
)
def test_labels_that_are_not_the_three_are_told(labels: dict[int, str]) -> None:
    with pytest.raises(WeightsError, match=f"The verifier own needs .* it has {', '.join(labels.values())}"):
        find_labels(labels, "own")


def test_labels_are_told_by_how_they_begin() -> None:
    assert find_labels({0: "Contradicts", 1: "ENTAILED", 2: "neutral"}, "own") == Labels(1, 2, 0)


def test_an_empty_folder_and_one_without_weights_are_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    copytree(folder, tmp_path / "bare")
    (tmp_path / "bare" / "model.safetensors").unlink()
    copytree(folder, tmp_path / "broken")
    (tmp_path / "broken" / "model.safetensors").write_bytes(b"no weights")
    for name in ("empty", "bare", "broken"):
        with pytest.raises(WeightsError, match=f"{name} cannot be loaded: "):
            Grader.default(verifier=str(tmp_path / name))


@pytest.mark.parametrize("name", ["/no/such/folder", "./no-such-folder", "a/b/c", "C:\\models"])
def test_a_folder_that_is_not_there_is_told_and_looked_for_nowhere_else(name: str) -> None:
    with pytest.raises(WeightsError, match="is not there"):
        CrossEncoderVerifier.load(name)


NAMED = """
from viva.encoder.cross_encoder import CrossEncoderVerifier
from viva.encoder.weights import WeightsError
print(CrossEncoderVerifier.load("own/tiny").version)
try:
    CrossEncoderVerifier.load("own/none")
except WeightsError as error:
    print(error)
"""


def test_a_name_is_looked_for_on_hugging_face(folder: Path, tmp_path: Path) -> None:
    """In its cache, for there is no network here; in a process of its own, for the cache's place is read once."""
    cached = tmp_path / "hub" / "models--own--tiny"
    copytree(folder, cached / "snapshots" / "abc")
    (cached / "refs").mkdir()
    (cached / "refs" / "main").write_text("abc")
    environment = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", NAMED],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    found, missing = done.stdout.strip().split("\n", 1)
    assert re.fullmatch(r"cross-encoder-[0-9a-f]{12}", found)
    assert missing.startswith("The verifier own/none cannot be loaded: ")


def test_the_setting_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().verifier is None
    monkeypatch.setenv("VIVA_VERIFIER", "some/folder")
    assert Settings().verifier == "some/folder"


def test_an_empty_name_is_none(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"manifest\.json"):  # it turned to the one that ships
        Grader.default(tmp_path, "")


def test_it_reads_a_rubric_that_teaches_as_one_that_does_not(folder: Path) -> None:
    grader = Grader.default(verifier=str(folder))
    example = 'examples:\n  - answer: "Water itself pulls the moon daily."\n    contradicted: [moon]\n'
    taught = grader.grade(rubric(f"{TIDES}{example}"), ANSWER)
    assert taught.verdicts == grader.grade(rubric(), ANSWER).verdicts


def test_windows_are_segments_and_pairs_of_neighbours() -> None:
    answer = "One two. Three four.  Five six."
    asked = Passage("", (), answer, ((0, 8), (9, 20), (22, 31)))
    assert list(windows(asked)) == [
        Window(0, 0, "One two."),
        Window(1, 1, "Three four."),
        Window(2, 2, "Five six."),
        Window(0, 1, "One two. Three four."),
        Window(1, 2, "Three four.  Five six."),
    ]
    assert list(windows(Passage("", (), "?!", ()))) == [Window(0, 0, "?!")]


TWO = Passage("", ("x",), "One two. Three four.", ((0, 8), (9, 20)))


def said(first: int, last: int, entails: float, says_nothing: float, denies: float) -> Scored:
    """A window scored with these probabilities: the logits are their logarithms."""
    return Scored(Window(first, last, ""), math.log(entails), math.log(says_nothing), math.log(denies))


def relevances(*scored: Scored) -> list[float]:
    return [round(s.relevance, 6) for s in reading(TWO, scored).spans]


def test_the_window_that_says_most_decides() -> None:
    # P(entail) .7, P(contradict) .9, P(entail) .2: the second.
    found = reading(TWO, [said(0, 0, 0.7, 0.2, 0.1), said(1, 1, 0.05, 0.05, 0.9), said(0, 1, 0.2, 0.6, 0.2)])
    probability = probabilities(found, NOT_CALIBRATED.unseen)
    assert probability[Verdict.CONTRADICTED] == pytest.approx(0.9, abs=1e-4)
    assert probability[Verdict.COVERED] == pytest.approx(0.05, abs=1e-4)
    assert probability[Verdict.PARTIAL] < 1e-4


def test_a_segment_is_relevant_as_far_as_it_is_not_neutral() -> None:
    # 1 - .1 and 1 - .7; the pair decides nothing.
    assert relevances(said(0, 0, 0.8, 0.1, 0.1), said(1, 1, 0.2, 0.7, 0.1), said(0, 1, 0.4, 0.5, 0.1)) == [
        0.9,
        0.3,
    ]


def test_what_speaks_for_the_other_side_is_no_evidence() -> None:
    # The first entails and decides; the second denies.
    assert relevances(said(0, 0, 0.9, 0.05, 0.05), said(1, 1, 0.1, 0.1, 0.8), said(0, 1, 0.4, 0.2, 0.4)) == [
        0.95,
        0,
    ]


def test_a_pair_that_says_what_neither_says_alone_is_evidence() -> None:
    # Alone .2 and .1; the pair .8 decides: .8 for the stronger one, .8 x .1 / .2 = .4 for the other.
    assert relevances(
        said(0, 0, 0.15, 0.8, 0.05), said(1, 1, 0.06, 0.9, 0.04), said(0, 1, 0.7, 0.2, 0.1)
    ) == [
        0.8,
        0.4,
    ]
    # Both alone lean to the other side, so neither is the stronger one.
    assert relevances(said(0, 0, 0.1, 0.7, 0.2), said(1, 1, 0.1, 0.7, 0.2), said(0, 1, 0.7, 0.2, 0.1)) == [
        0.8,
        0.8,
    ]
