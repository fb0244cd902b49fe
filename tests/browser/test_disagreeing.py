"""Disagreeing with a verdict: with scripts and without, by selecting words, and with nothing but the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.driving import Served
from viva.interview.plan import Mode, Wishes
from viva.interview.turns import Stand

pytestmark = pytest.mark.browser

ANSWER = "Yeast turns sugar into gas 😀.\nSomething else holds the rest, and that is that."
both = pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts on", "scripts off"])


def feedback(page: Page, app: Served, answer: str = ANSWER) -> str:
    """The feedback on an answer about bread; its address."""
    has = app.services
    id = has.interviews.start(Wishes(question_ids=frozenset({"bread"}))).id
    assert has.worker.wait(has.interviews.answer(id, 1, answer), 20)
    address = f"{app.url}/interviews/{id}/questions/1"
    page.goto(address)
    return address


def point(page: Page, statement: str) -> Locator:
    return page.locator(".point").filter(has=page.get_by_role("heading", name=statement))


def gluten(page: Page) -> Locator:
    return point(page, "Gluten holds bubbles inside dough")


def stand(app: Served) -> Stand:
    """The one stand that is kept."""
    (dispute,) = app.services.disputes.all()
    return dispute.stand


def select(page: Page, words: str) -> None:
    """Select words of the answer, as a finger or a mouse would, whatever is marked in them."""
    page.evaluate(
        """words => {
            for (const answer of document.querySelectorAll("[data-answer]")) {
                const nodes = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
                for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
                    const at = node.data.indexOf(words);
                    if (at < 0) continue;
                    document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
                    return;
                }
            }
            throw new Error(`not there: ${words}`);
        }""",
        words,
    )


@both
def test_a_sentence_is_chosen_kept_and_taken_back(page: Page, app: Served) -> None:
    address = feedback(page, app)
    expect(page.locator("#feedback")).to_contain_text("1 of 2")
    gluten(page).get_by_text("I did say that").click()
    gluten(page).get_by_label("Something else holds the rest").check()
    gluten(page).get_by_role("button", name="Count it as said").click()
    assert page.url == f"{address}#p1-2"
    expect(page.locator("#feedback")).to_contain_text("2 of 2")
    expect(
        page.get_by_text("With 1 verdict of yours. As the grader read it, the coverage is 50%.")
    ).to_be_visible()
    expect(gluten(page)).to_contain_text("Your verdict: you did say it.")
    expect(gluten(page)).to_contain_text("The grader read: not said")
    expect(page.locator("mark#w1-2")).to_contain_text("Something else holds the rest")
    gluten(page).get_by_role("button", name="Take it back").click()
    assert page.url == f"{address}#p1-2"
    expect(page.locator("#feedback")).to_contain_text("1 of 2")


@both
def test_what_was_not_said_takes_one_click_more(page: Page, app: Served) -> None:
    feedback(page, app)
    yeast = point(page, "Yeast turns sugar into gas")
    yeast.get_by_text("I did not say that").click()
    yeast.get_by_role("button", name="Count it as not said").click()
    expect(page.locator("#feedback")).to_contain_text("0 of 2")
    expect(yeast).to_contain_text("The grader read: said")


@both
def test_words_that_are_not_in_the_answer_come_back_with_the_reason(page: Page, app: Served) -> None:
    feedback(page, app)
    gluten(page).get_by_text("I did say that").click()
    gluten(page).get_by_label("Or copy the exact words here").fill("gluten does it")
    gluten(page).get_by_role("button", name="Count it as said").click()
    expect(page.get_by_role("alert")).to_contain_text("These words are not in your answer")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    field = gluten(page).get_by_label("Or copy the exact words here")
    expect(field).to_have_value("gluten does it")
    expect(page).to_have_title(re.compile("^Not kept yet: "))
    field.fill("something  ELSE holds")
    gluten(page).get_by_role("button", name="Count it as said").click()
    expect(gluten(page)).to_contain_text("Your verdict: you did say it.")


def test_words_that_are_selected_come_into_the_open_form(page: Page, app: Served) -> None:
    feedback(page, app, "😀 It holds. I say: it holds.")
    gluten(page).get_by_text("I did say that").click()
    gluten(page).get_by_label("😀 It holds.").check()
    field = gluten(page).get_by_label("Or copy the exact words here")
    select(page, "it holds")
    expect(field).to_have_value("it holds")
    expect(gluten(page).get_by_role("radio", checked=True)).to_have_count(0)  # one or the other
    gluten(page).get_by_role("button", name="Count it as said").click()
    expect(gluten(page)).to_contain_text("Your verdict: you did say it.")
    words = stand(app).words
    assert words is not None and (words.start, words.text) == (
        19,
        "it holds",
    )  # the second place, counted in characters


def test_words_may_be_selected_before_the_form_is_opened(page: Page, app: Served) -> None:
    feedback(page, app)
    select(page, "holds the rest")
    page.wait_for_timeout(400)  # a selection counts once it has settled
    gluten(page).get_by_text("I did say that").click()
    expect(gluten(page).get_by_label("Or copy the exact words here")).to_have_value("holds the rest")


def test_a_sentence_that_is_chosen_goes_before_the_words_selected_earlier(page: Page, app: Served) -> None:
    feedback(page, app)
    gluten(page).get_by_text("I did say that").click()
    select(page, "holds the rest")
    field = gluten(page).get_by_label("Or copy the exact words here")
    expect(field).to_have_value("holds the rest")
    gluten(page).get_by_label("Yeast turns sugar into gas").check()
    expect(field).to_have_value("")
    gluten(page).get_by_role("button", name="Count it as said").click()
    expect(gluten(page)).to_contain_text("Your verdict: you did say it.")
    words = stand(app).words
    assert words is not None and words.text.startswith("Yeast turns sugar into gas")


def test_marked_words_are_taken_without_the_numbers_beside_them(page: Page, app: Served) -> None:
    feedback(page, app)
    gluten(page).get_by_text("I did say that").click()
    page.evaluate("document.getSelection().selectAllChildren(document.querySelector('[data-answer]'))")
    expect(gluten(page).get_by_label("Or copy the exact words here")).to_have_value(
        re.compile(r"into gas 😀\. ?Something else")
    )


def test_words_of_a_follow_ups_answer_can_be_selected(page: Page, app: Served) -> None:
    has = app.services
    id = has.interviews.start(Wishes(question_ids=frozenset({"bread"}), mode=Mode.COACH)).id
    assert has.worker.wait(has.interviews.answer(id, 1, "Yeast turns sugar into gas."), 20)
    latest = has.interviews.get(id).questions[0].latest
    assert latest is not None
    assert has.worker.wait(has.coach.answer(id, 1, "It keeps the rest.", attempt_id=latest.id), 20)
    has.coach.show(id, 1)
    page.goto(f"{app.url}/interviews/{id}/questions/1")
    gluten(page).get_by_text("I did say that").click()
    select(page, "keeps the rest")
    expect(gluten(page).get_by_label("Or copy the exact words here")).to_have_value("keeps the rest")
    gluten(page).get_by_role("button", name="Count it as said").click()
    expect(gluten(page)).to_contain_text("second answer")
    assert stand(app).turn == 2


def test_it_needs_no_mouse(page: Page, app: Served) -> None:
    feedback(page, app)
    summary = gluten(page).locator("summary")
    for _ in range(60):
        page.keyboard.press("Tab")
        if summary.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # the second sentence
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(gluten(page)).to_contain_text("Your verdict: you did say it.")
    words = stand(app).words
    assert words is not None and words.text.startswith("Something else holds the rest")


@both
def test_the_owner_makes_something_of_it_in_one_click(page: Page, app: Served) -> None:
    feedback(page, app)
    gluten(page).get_by_text("I did say that").click()
    gluten(page).get_by_label("Or copy the exact words here").fill("holds the rest")
    gluten(page).get_by_role("button", name="Count it as said").click()
    expect(gluten(page)).to_contain_text("Your verdict")
    page.goto(f"{app.url}/questions")
    page.get_by_role("link", name="1 disputed verdict").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Why does bread rise?")
    page.get_by_role("button", name="Count this wording").click()
    expect(page.get_by_text("This wording counts: it stands under “accept”.")).to_be_visible()
    expect(
        page.get_by_text("By the rubric as it is now, the grader reads this answer: not said")
    ).to_be_visible()
    page.get_by_role("button", name="Add as an example").click()
    expect(page.get_by_text("The answer is one of the rubric’s examples.")).to_be_visible()
    rubric = app.services.bank.get("bread")
    assert rubric.key_point("gluten").accept == ("holds the rest",) and len(rubric.examples) == 1
    page.get_by_role("link", name="The answer it is about").click()
    expect(gluten(page)).to_be_in_viewport()
