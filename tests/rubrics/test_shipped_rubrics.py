"""The question bank that ships: labelled answers and people's records rely on its ids and statements."""

import re
from pathlib import Path

import pytest

from viva.rubric import KeyPoint, Rubric, RubricBank

RUBRICS = Path(__file__).parents[2] / "rubrics"

CONTRACT = {
    "api-version-rollout": (
        (
            "How would you roll out a new API version in FastAPI without "
            "writing duplicate models for database changes?"
        ),
        {
            "versioned-routers": "Versioned routers such as /v1 and /v2",
            "shared-models": "Shared Pydantic models between versions where possible",
            "optional-fields": "Models evolve through optional fields and defaults",
            "nullable-columns": "Migrations add new database columns as nullable first",
            "backfill-enforce": "Backfill the data, then enforce the constraint",
            "adapters": "Adapters or transform layers instead of duplicate ORM models",
            "deprecate": "Deprecate old routes, announced through headers",
            "remove-later": "Remove the old version once clients have adopted the new one",
        },
    ),
    "fastapi-async-slower": (
        "When could FastAPI be slower with async?",
        {
            "cpu-bound": "When the work is CPU-bound, such as heavy JSON parsing or ML inference",
            "starved-event-loop": "Such work starves or blocks the event loop",
            "blocking-libraries": (
                "Async code calls blocking libraries (DB drivers, HTTP clients) without threads"
            ),
            "serialized-requests": "Requests then wait for each other and run one after another",
            "task-overhead": "Too many tasks add scheduling and context-switch overhead",
            "sync-can-win": "A simple threaded sync app can then be faster",
        },
    ),
    "fastapi-dependency-injection": (
        "How is dependency injection in FastAPI different from a traditional system?",
        {
            "depends-parameters": "Declared as function parameters with type hints and Depends",
            "no-container": "Needs no container or configuration files",
            "per-request": "Dependencies can be resolved per request",
            "request-cache": "A dependency's result is cached within the scope of a request",
            "yield-teardown": "Dependencies can yield, with teardown code running afterwards",
            "traditional-containers": (
                "Traditional DI uses classes or containers that are configured separately"
            ),
            "async-aware": "FastAPI's DI is async-aware: dependencies can be async functions",
        },
    ),
    "html-css-to-paint": (
        "What happens between receiving HTML and CSS in the browser and painting?",
        {
            "dom": "The HTML is parsed into the DOM",
            "cssom": "The CSS is downloaded and parsed into the CSSOM",
            "render-tree": "DOM and CSSOM are combined into the render tree",
            "layout": "Layout computes the geometry: size and position of each box",
            "paint": "Paint fills in the pixels",
            "composite": "Layers are composited into the final picture",
            "js-blocks": "JavaScript can block parsing",
            "defer-async": "Scripts with defer or async do not block parsing",
            "late-reflow": "Fonts and images that load later can trigger reflow or repaint",
        },
    ),
    "hydration": (
        "What is hydration?",
        {
            "server-html": "It starts from HTML that the server has already rendered",
            "attach-listeners": "Attaches client-side event listeners and state",
            "interactive": "Makes the static page interactive",
            "reuse-dom": "Reuses the existing DOM instead of re-rendering from scratch",
        },
    ),
    "proudest-project": (
        "Which project are you most proud of, and why?",
        {
            "concrete-project": "Names one concrete project and what it does",
            "measurable-impact": "Gives a measurable impact: a number, a before and an after",
            "scale-reliability": "Shows scale or reliability: traffic handled, downtime avoided",
            "architecture-ownership": "Says what the speaker owned or designed in the architecture",
            "observability": "Mentions observability: metrics, logs, tracing or alerts",
            "rollout": "Mentions how it was rolled out or migrated",
            "why-proud": "Says why it makes the speaker proud",
        },
    ),
    "server-side-rendering": (
        "Are you familiar with server-side rendering?",
        {
            "html-on-server": "HTML is rendered on the server and sent to the client",
            "first-paint": "The client can do its first paint straight from that HTML",
            "ttfb": "Improves TTFB (time to first byte)",
            "seo": "Improves SEO: crawlers and search engines get the full content",
            "server-compute": "Shifts compute cost from the client to the server",
            "hydration": "The client then hydrates the HTML to make it interactive",
            "when-to-use": "Suits content-heavy or public pages",
            "when-to-avoid": "Avoid it for highly dynamic dashboards unless needed",
        },
    ),
}

FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an and are as at be but by can could did do does for from has have how if in into is it its might
        not of on or so than that the their them then these they this those to too was were what when where
        which who whose why with without would you your
        """,
    )
)


@pytest.fixture(scope="module")
def bank() -> RubricBank:
    return RubricBank(RUBRICS)


def stem(word: str) -> str:
    """Crude on purpose: rendered, rendering and renders meet, and so do cached and cache."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def content_words(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9]+", text.lower().replace("'s", ""))
    return {stem(word) for word in words if word not in FUNCTION_WORDS}


def given_away(rubric: Rubric, key_point: KeyPoint) -> set[str]:
    asked = content_words(key_point.follow_up or "") - content_words(rubric.question)
    return asked & content_words(key_point.point)


def test_every_shipped_file_is_a_rubric(bank: RubricBank) -> None:
    assert [str(problem) for broken in bank.broken for problem in broken.problems] == []
    assert set(CONTRACT) <= set(bank.rubrics)
    assert len(bank.rubrics) == 133


@pytest.mark.parametrize("id", CONTRACT)
def test_question_and_key_points_are_as_agreed(bank: RubricBank, id: str) -> None:
    rubric = bank.get(id)
    found = {key_point.id: key_point.point for key_point in rubric.key_points}
    question, key_points = CONTRACT[id]
    assert rubric.question == question
    assert list(found.items()) == list(key_points.items())


@pytest.mark.parametrize("id", CONTRACT)
def test_every_key_point_has_a_hint_a_follow_up_and_wordings_both_ways(bank: RubricBank, id: str) -> None:
    for key_point in bank.get(id).key_points:
        assert key_point.hint and key_point.follow_up
        assert 2 <= len(key_point.accept) <= 4
        assert 1 <= len(key_point.reject) <= 3


@pytest.mark.parametrize("id", CONTRACT)
def test_follow_ups_ask_without_giving_the_point_away(bank: RubricBank, id: str) -> None:
    rubric = bank.get(id)
    leaks = {key_point.id: given_away(rubric, key_point) for key_point in rubric.key_points}
    assert {point_id: words for point_id, words in leaks.items() if words} == {}


def test_a_follow_up_that_names_the_point_is_seen_to_give_it_away(bank: RubricBank) -> None:
    rubric = bank.get("server-side-rendering")
    leaky = rubric.key_point("hydration").model_copy(update={"follow_up": "When is it hydrating?"})
    assert given_away(rubric, leaky) == {"hydrat"}


@pytest.mark.parametrize("id", CONTRACT)
def test_no_wording_stands_twice_in_a_rubric(bank: RubricBank, id: str) -> None:
    wordings = [
        wording for key_point in bank.get(id).key_points for wording in (*key_point.accept, *key_point.reject)
    ]
    assert len(set(wordings)) == len(wordings)


@pytest.mark.parametrize("id", CONTRACT)
def test_files_tell_editors_where_their_schema_is(bank: RubricBank, id: str) -> None:
    assert bank.get(id).text.startswith("# yaml-language-server: $schema=rubric.schema.json\n")
    assert bank.get(id).source == "seed-questions.txt"


def test_questions_about_the_speaker_are_behavioural(bank: RubricBank) -> None:
    about_the_speaker = {id for id, rubric in bank.rubrics.items() if rubric.kind == "behavioural"}
    told = {id for id, rubric in bank.rubrics.items() if rubric.question.startswith("Tell me about a time")}
    assert about_the_speaker >= told | {"proudest-project"}
    assert {"behavioural", "FastAPI", "frontend"} < set(bank.topics())
