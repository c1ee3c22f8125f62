"""Reads listings page by page: pace, retries, errors."""

from .async_pacer import AsyncPacer as AsyncPacer
from .clock import AsyncClock as AsyncClock
from .clock import Clock as Clock
from .errors import AuthenticationError as AuthenticationError
from .errors import ConnectionFailedError as ConnectionFailedError
from .errors import InvalidRequestError as InvalidRequestError
from .errors import ListingError as ListingError
from .errors import NotPermittedError as NotPermittedError
from .errors import ProtocolError as ProtocolError
from .errors import RateLimitedError as RateLimitedError
from .errors import ServerError as ServerError
from .operation import AsyncSettings as AsyncSettings
from .operation import Paging as Paging
from .operation import Settings as Settings
from .pacer import Pacer as Pacer
from .retries import Retries as Retries
from .schedule import Pace as Pace
