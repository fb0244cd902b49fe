"""What the tests of edits draw from: answers as people say and type them."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

patient = settings(deadline=None, max_examples=60)

PHRASES = st.sampled_from(
    """
    The server doesn't wait|it's not required|because of the cache|it is always faster on the client|Pages load, and
    we've got 1,200 of them|e.g. 3.5 ms|But that never happens|must not|all the requests|`async def f()`|I'd use it
    They cannot|before the page|no, sorry|without a queue|the browser usually makes a list|that's 40% more|You don't
    it will hold 10:30|nothing else|isn't|so it needs to wait|have to|do the work|Nobody knows|İstanbul|naïve “quotes”
    """.replace("\n", "|").split("|")
)
GAPS = st.sampled_from([" ", ". ", ", ", "! ", "? ", "\n", "; ", ""])
speech = st.lists(st.tuples(PHRASES, GAPS), max_size=14).map(
    lambda parts: "".join(phrase.strip() + gap for phrase, gap in parts)
)
texts = speech | st.text(max_size=80)
seeds = st.integers(0, 50)
