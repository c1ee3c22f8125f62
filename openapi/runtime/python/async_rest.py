"""Sends requests with aiohttp. Follows no redirect, and sends no request twice."""

import re
import ssl
import urllib.parse
from typing import Any

import aiohttp
import yarl

from .configuration import Configuration
from .contract import DEFAULT_HEADERS, PASSWORDS
from .paging import secrecy

RESTResponseType = aiohttp.ClientResponse

# The end of an instant in a query, in the format of the generated code.
_OFFSET = re.compile(r"(T\d\d%3A\d\d%3A\d\d\.\d{6}(?:%2B|-)\d\d)(\d\d)(?=&|$)")


class RESTResponse:
    """An answer, as the generated code wants it."""

    def __init__(self, response: aiohttp.ClientResponse, secrets: list[str]) -> None:
        self.response = response
        self._secrets = secrets
        self.status = response.status
        self.reason = response.reason
        self.headers = response.headers
        self.data: bytes | None = None

    async def read(self) -> bytes:
        if self.data is None:
            body = await self.response.read()
            text = body.decode("utf-8", "replace")
            # The exceptions of the generated code quote the body of an error.
            is_shown = self.status < 300 or not any(
                secrecy.repeats(text, secret) for secret in self._secrets
            )
            self.data = body if is_shown else b""
        return self.data

    def getheaders(self) -> Any:
        return self.headers

    def getheader(self, name: str, default: str | None = None) -> str | None:
        return self.headers.get(name, default)


class RESTClientObject:
    """The HTTP client of the generated code."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        """Closes the connections."""
        if self._session:
            await self._session.close()

    async def request(
        self,
        method: str,
        url: str,
        headers: dict[str, str] | None = None,
        body: Any = None,
        post_params: list[tuple[str, str]] | None = None,
        _request_timeout: float | tuple[float, float] | None = None,
    ) -> RESTResponse:
        """Sends a form, a body as it is, or nothing. The timeout is in seconds."""
        if post_params:
            body = urllib.parse.urlencode(post_params)
        # The session belongs to the event loop that sends the first request.
        self._session = self._session or _session(self._configuration)
        response = await self._session.request(
            method,
            yarl.URL(_repaired(url), encoded=True),
            data=body,
            headers=_with_defaults(headers or {}, url),
            timeout=_timeout(_request_timeout),
            allow_redirects=False,
            proxy=self._configuration.proxy,
            proxy_headers=self._configuration.proxy_headers,
        )
        secrets = [text for name, text in post_params or [] if name in PASSWORDS]
        return RESTResponse(response, secrets)


def _session(configuration: Configuration) -> aiohttp.ClientSession:
    context = ssl.create_default_context(
        cafile=configuration.ssl_ca_cert, cadata=configuration.ca_cert_data
    )
    if configuration.cert_file:
        context.load_cert_chain(configuration.cert_file, configuration.key_file)
    if not configuration.verify_ssl:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    connector = aiohttp.TCPConnector(
        limit=configuration.connection_pool_maxsize or 100, ssl=context
    )
    # The listings decompress: aiohttp stops at the end of the first part of a body.
    return aiohttp.ClientSession(
        connector=connector,
        trust_env=True,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept-Encoding": "identity"},
        auto_decompress=False,
    )


def _with_defaults(given: dict[str, str], url: str) -> dict[str, str]:
    headers = {name.lower(): value for name, value in given.items()}
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)
    for name, value, parameter in DEFAULT_HEADERS:
        if parameter not in query:
            headers.setdefault(name.lower(), value)
    return headers


def _timeout(given: float | tuple[float, float] | None) -> aiohttp.ClientTimeout:
    if isinstance(given, tuple):
        return aiohttp.ClientTimeout(connect=given[0], sock_read=given[1])
    return aiohttp.ClientTimeout(total=given)


def _repaired(url: str) -> str:
    """Repairs what the generated code makes of a base URL and of an instant.

    A base URL may end with a slash, and each path starts with one. RFC 3339 wants a
    colon in the offset of an instant.
    """
    one_slash = re.sub(r"^([^?]*[^?:/])//+", r"\1/", url, count=1)
    return _OFFSET.sub(r"\1%3A\2", one_slash)
