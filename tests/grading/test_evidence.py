from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from viva.encoder.protocols import Span
from viva.grading import split
from viva.grading.evidence import FEW_WORDS, SECOND, choose
from viva.grading.grade import Evidence
from viva.grading.segments import Segment

WORD = re.compile(r"\S+")
ANSWER = "The page arrives early from the server. Search engines see all of its text. Nobody knows."


def spans(answer: str, relevance: dict[str, float], else_: float = 0.0) -> list[Span]:
    words = WORD.finditer(answer)
    return [Span(m.start(), m.end(), relevance.get(m.group().strip(".,"), else_)) for m in words]


def chosen(relevance: dict[str, float], least: float = 0.2, answer: str = ANSWER) -> list[str]:
    return [e.text for e in choose(answer, split(answer), spans(answer, relevance), least)]


def test_it_runs_from_the_first_to_the_last_relevant_word_of_the_segment() -> None:
    assert chosen({"page": 0.8, "early": 0.9, "from": 0.1}) == ["page arrives early"]


def test_a_word_of_half_the_strongest_ones_relevance_belongs_to_it() -> None:
    # Half of 0.9 is 0.45: "server" at 0.45 belongs, "The" at 0.44 does not.
    assert chosen({"early": 0.9, "server": 0.45, "The": 0.44}) == ["early from the server"]


def test_too_few_words_give_the_whole_segment() -> None:
    assert FEW_WORDS == 3
    assert chosen({"early": 0.9}) == ["The page arrives early from the server"]


def test_the_sentences_last_stop_is_no_evidence() -> None:
    assert chosen({"Search": 0.9, "text": 0.9}) == ["Search engines see all of its text"]


def test_a_second_piece_comes_only_where_it_is_nearly_as_strong() -> None:
    # 0.85 of 0.8 is 0.68.
    first, second = "Search engines see all of its text", "The page arrives early from the server"
    assert chosen({"engines": 0.8, "early": 0.69}) == [first, second]
    assert chosen({"engines": 0.8, "early": 0.67}) == [first]


def test_there_are_never_three() -> None:
    assert len(chosen({}, answer="One is so. Two is so. Three is so.")) == 0
    assert len(chosen({"so": 0.9}, answer="One is so. Two is so. Three is so.")) == 2


def test_of_equals_the_earlier_one_comes_first() -> None:
    assert chosen({"early": 0.5, "engines": 0.5})[0].startswith("The page")


def test_nothing_below_the_least_relevance_is_evidence() -> None:
    assert chosen({"early": 0.3}, least=0.31) == []
    assert chosen({"early": 0.3}, least=0.3) != []


def test_the_second_piece_must_reach_the_least_relevance_too() -> None:
    # 0.85 of 0.3 is 0.255, close enough, but below 0.28.
    assert len(chosen({"early": 0.3, "engines": 0.26}, least=0.28)) == 1
    assert len(chosen({"early": 0.3, "engines": 0.26}, least=0.2)) == 2


def test_a_verifier_may_give_whole_segments() -> None:
    segments = split(ANSWER)
    read = [Span(s.start, s.end, relevance) for s, relevance in zip(segments, (0.1, 0.9, 0.2), strict=True)]
    assert [e.text for e in choose(ANSWER, segments, read, 0.2)] == ["Search engines see all of its text"]


def test_a_span_across_segments_speaks_for_both_and_is_cut_at_their_ends() -> None:
    segments = split(ANSWER)
    pieces = choose(ANSWER, segments, [Span(0, len(ANSWER), 0.9)], 0.2)
    assert [(e.start, e.end) for e in pieces] == [
        (segments[0].start, segments[0].end - 1),
        (segments[1].start, segments[1].end - 1),
    ]


def test_no_segments_or_no_spans_give_no_evidence() -> None:
    assert choose("...", (), [Span(0, 3, 0.9)], 0.0) == ()
    assert choose(ANSWER, split(ANSWER), [], 0.0) == ()


def segment_of(piece: Evidence, segments: tuple[Segment, ...]) -> Segment:
    (home,) = [s for s in segments if s.start <= piece.start < piece.end <= s.end]
    return home


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(["moon", "and", "tide.", "\n- ", ",", "🌊", "שלום", "\0", "...", ";"]),
            max_size=40,
        ).map(" ".join),
    ),
    st.data(),
)
def test_evidence_is_a_slice_of_the_answer_and_strong_enough(answer: str, data: st.DataObject) -> None:
    segments = split(answer)
    words = [m.span() for m in WORD.finditer(answer)]
    relevance = data.draw(st.lists(st.floats(0, 1), min_size=len(words), max_size=len(words)))
    least = data.draw(st.floats(0, 1))
    read = [Span(*word, relevance=value) for word, value in zip(words, relevance, strict=True)]
    pieces = choose(answer, segments, read, least)

    peaks = []
    for piece in pieces:
        assert 0 <= piece.start < piece.end <= len(answer)
        assert piece.text == answer[piece.start : piece.end]
        home = segment_of(piece, segments)
        peaks.append(max(s.relevance for s in read if s.start < home.end and s.end > home.start))
    assert all(peak >= least for peak in peaks)
    assert len(pieces) <= 2
    if len(pieces) == 2:
        assert segment_of(pieces[0], segments) != segment_of(pieces[1], segments)
        assert peaks[0] >= peaks[1] >= SECOND * peaks[0]
    if not pieces:
        assert all(
            s.relevance < least for s in read if any(s.start < g.end and s.end > g.start for g in segments)
        )
