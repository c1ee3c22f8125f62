"""The answer of the token endpoint."""

from typing import Any

from pydantic import BaseModel, ConfigDict, SecretStr, field_validator


class AccessTokenResponse(BaseModel):
    """An access token, and its lifetime in seconds if the server says it.

    A lifetime that is a string is read as a number.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    access_token: SecretStr
    expires_in: float | None = None
    token_type: str = "Bearer"

    @field_validator("expires_in", mode="before")
    @classmethod
    def _number(cls, value: Any) -> float | None:
        try:
            return float(value)
        except (TypeError, ValueError):
            return None

    @classmethod
    def from_dict(cls, obj: Any) -> "AccessTokenResponse":
        return cls.model_validate(obj)
