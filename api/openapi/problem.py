"""The body of an error as the OpenAPI document describes it; `api.errors.Problem` makes it."""

from pydantic import BaseModel, ConfigDict, Field

from api.errors import FieldError


class ProblemBody(BaseModel):
    """An error. `type` is the address of a page with its meaning and a remedy."""

    model_config = ConfigDict(extra="forbid", title="Problem")

    type: str = Field(description="Address of a page about this error.", max_length=300)
    title: str = Field(description="The kind of error; the same each time.", max_length=120)
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(description="What is wrong with this request.", max_length=1000)
    instance: str | None = Field(
        description="Path of the request, without query; null if the request ended, or was refused,"
        " before its path was known.",
        max_length=2048,
    )
    code: str = Field(description="The kind of error as a word to switch on.", max_length=64)
    request_id: str = Field(description="Quote it when you ask for help.", max_length=64)
    replaced_by: str | None = Field(
        description="For 410: the slug of what took its place, if anything did.", max_length=64
    )
    errors: list[FieldError] = Field(
        description="For 422: each thing that is wrong.", max_length=100
    )
