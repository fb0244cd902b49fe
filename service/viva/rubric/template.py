"""The text of a rubric that is still to be written, with a comment wherever something is to be put."""

from __future__ import annotations

import json

_TEMPLATE = """\
# yaml-language-server: $schema=rubric.schema.json
question: {question}
topic: {topic}
# source: where the question came from
# kind: behavioural             # where the answer is about the speaker; knowledge is the default
# A good answer, which says every key point; it is shown beside each answer with the points marked in it.
model_answer: |
  Replace this with a good answer. It says each of the key points below in a sentence of its own.
# One idea each: a claim that can be said, left out or contradicted, and not a mere topic.
key_points:
  - id: first-idea # a short name, kept for good: grades refer to it
    point: Replace this with the first idea, as one plain statement
    # weight: 2                 # how much it counts beside the others; 1 is the default
    # The theme in a few words, and the question that leads to the idea; neither says the idea itself.
    # hint: Where to look
    # follow_up: What else would you look at?
    # Other wordings that say the idea, and wordings that say the opposite.
    # accept:
    #   - The same in other words.
    # reject:
    #   - What people get backwards.
  - id: second-idea
    point: Replace this with the second idea
# Answers with the verdicts they must get; `viva rubrics check` runs them.
# examples:
#   - answer: An answer as someone might say it.
#     covered: [first-idea]
#     missing: [second-idea]
"""


def template(question: str, topic: str) -> str:
    """A rubric file that asks `question`, valid as it stands, in canonical layout."""
    return _TEMPLATE.format(question=quoted(question), topic=quoted(topic))


def quoted(text: str) -> str:
    """The text as YAML in double quotes, on one line."""
    # JSON's quotes are YAML's double quotes; what cannot be printed may not stand in a YAML file as it is.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in quoted)
