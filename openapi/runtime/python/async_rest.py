"""Sends requests with aiohttp. Follows no redirect, and sends no request twice."""

import ssl
import urllib.parse
from typing import Any

import aiohttp
import yarl

from .configuration import Configuration
from .contract import DEFAULT_HEADERS, PASSWORDS
from .paging import addresses, secrecy

RESTResponseType = aiohttp.ClientResponse


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
            self.data = await self.response.read()
            if self.status >= 300:  # the exceptions of the generated code quote it
                self.data = secrecy.unless_repeated(self.data, self._secrets)
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
            yarl.URL(addresses.repaired(url), encoded=True),
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
    for name, value in addresses.without_alternative(DEFAULT_HEADERS, url):
        headers.setdefault(name.lower(), value)
    return headers


def _timeout(given: float | tuple[float, float] | None) -> aiohttp.ClientTimeout:
    if isinstance(given, tuple):
        return aiohttp.ClientTimeout(connect=given[0], sock_read=given[1])
    return aiohttp.ClientTimeout(total=given)
