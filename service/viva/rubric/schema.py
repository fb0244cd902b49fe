"""A rubric: one question, its model answer and its key points.

These types are the file format. They refuse unknown keys, and the JSON Schema for editors is made from them.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from viva.rubric.problems import key_name
from viva.rubric.references import reference_faults

SLUG = r"^[a-z0-9][a-z0-9-]*$"


def _readable(text: str) -> str:
    if "\0" in text:
        raise PydanticCustomError("nul", "must not hold a NUL character")
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise PydanticCustomError("blank", "must not be blank")
    return text


Slug = Annotated[str, StringConstraints(pattern=SLUG)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_readable)]
# The ceiling keeps a sum of weights finite; no real rubric comes near it.
Weight = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False, strict=True)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeyPoint(_Frozen):
    """One idea that a good answer contains."""

    id: Slug = Field(description="A short name, kept for good: small letters, digits and hyphens.")
    point: Text = Field(description="The idea, as one plain statement.")
    weight: Weight = Field(default=1.0, description="How much the idea counts beside the others.")
    accept: tuple[Text, ...] = Field(default=(), description="Other wordings that say the same.")
    reject: tuple[Text, ...] = Field(default=(), description="Wordings that contradict it.")
    follow_up: Text | None = Field(
        default=None, description="The question that leads to the idea without giving it away."
    )
    hint: Text | None = Field(default=None, description="The theme in a few words, not the answer.")


class Example(_Frozen):
    """An answer with the verdicts it must get; `viva rubrics check` grades it."""

    answer: Text = Field(description="The answer, as someone might say it.")
    covered: tuple[Slug, ...] = Field(default=(), description="Ids of the key points it covers.")
    partial: tuple[Slug, ...] = Field(default=(), description="Ids of the key points it covers in part.")
    missing: tuple[Slug, ...] = Field(default=(), description="Ids of the key points it leaves out.")
    contradicted: tuple[Slug, ...] = Field(default=(), description="Ids of the key points it gets wrong.")


class RubricFile(_Frozen):
    """What a rubric file says."""

    question: Text = Field(description="The question, as the interviewer asks it.")
    topic: Text = Field(
        description="What the question is about, such as frontend; questions are grouped by it."
    )
    source: Text | None = Field(
        default=None, description="Where the question came from: the name of a document."
    )
    kind: Literal["knowledge", "behavioural"] = Field(
        default="knowledge",
        description="Whether the answer is about a subject (knowledge) or about the speaker (behavioural).",
    )
    model_answer: Text = Field(description="A good answer; it says every key point.")
    key_points: tuple[KeyPoint, ...] = Field(
        min_length=1, description="The ideas that a good answer contains."
    )
    examples: tuple[Example, ...] = Field(default=(), description="Answers with the verdicts they must get.")

    @model_validator(mode="after")
    def _ids_agree(self) -> "RubricFile":
        faults = list(reference_faults(self.model_dump()))
        if faults:
            told = "; ".join(f"{key_name(fault.path)}: {fault.message}" for fault in faults)
            raise PydanticCustomError("references", "{told}", {"told": told})
        return self

    def key_point(self, id: str) -> KeyPoint:
        """The key point of that id.

        Raises:
            KeyError: the rubric has no such key point.
        """
        for key_point in self.key_points:
            if key_point.id == id:
                return key_point
        raise KeyError(id)


class Rubric(RubricFile):
    """A rubric as it was read: what the file says, under which id, in which version."""

    id: Slug = Field(description="The question's id: the file's name without .yaml.")
    version: str = Field(
        pattern=r"^sha256:[0-9a-f]{64}$", description="The hash of the file's text; a grade names it."
    )
    text: str = Field(repr=False, description="The file's text, exactly as it stands.")
