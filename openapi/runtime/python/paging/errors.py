"""The errors of a listing: one class for each thing that a caller can do."""

from collections.abc import Mapping


class ListingError(Exception):
    """A page could not be fetched.

    `token` is the token of that page, to resume from: all rows before it were
    delivered. It is None for the first page. `attempts` is the number of requests
    that were sent for the page.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        body: Mapping[str, str] | None = None,
        retryable: bool = False,
        retry_after: float = 0.0,
        attempts: int = 1,
    ) -> None:
        super().__init__(message)
        fields = body or {}
        self.status = status
        self.server_message = fields.get("message")
        self.request_id = fields.get("request_id")
        self.trace_id = fields.get("trace_id")
        self.retryable = retryable
        self.retry_after = retry_after
        self.attempts = attempts
        self.token: str | None = None


class AuthenticationError(ListingError):
    """401: the credentials are wrong or have expired."""


class NotPermittedError(ListingError):
    """403: the credentials do not permit this request."""


class InvalidRequestError(ListingError):
    """400, 404 or another 4xx status, or a request that cannot be sent."""


class RateLimitedError(ListingError):
    """429 until the deadline, or the rate limit allows no request before it."""


class ServerError(ListingError):
    """A 5xx status, or a transient 4xx status, after all retries."""


class ConnectionFailedError(ListingError):
    """No complete answer: the connection failed or broke, or a time limit passed."""


class ProtocolError(ListingError):
    """An answer that breaks the contract."""
