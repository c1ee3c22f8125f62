"""Sends requests with urllib3. Follows no redirect, and sends no request twice."""

import http.client
import io
import ssl
import urllib.parse
import urllib.request
from typing import Any

import urllib3
import urllib3.connection
import urllib3.exceptions

from .configuration import Configuration
from .contract import DEFAULT_HEADERS, PASSWORDS
from .exceptions import ApiException
from .paging import addresses, secrecy

RESTResponseType = urllib3.BaseHTTPResponse

_MAX_INTERIM_ANSWERS = 20


class _Response(http.client.HTTPResponse):
    """Skips interim answers such as 103 Early Hints."""

    def begin(self) -> None:
        super().begin()
        interim = 0
        while 100 <= self.status < 200 and self.status != 101:
            interim += 1
            if interim > _MAX_INTERIM_ANSWERS:
                raise http.client.HTTPException("too many interim answers")
            self.headers = None  # type: ignore[assignment]  # read the next answer
            super().begin()


class _Connection(urllib3.connection.HTTPConnection):
    response_class = _Response


class _SecureConnection(urllib3.connection.HTTPSConnection):
    response_class = _Response


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection  # pyright: ignore[reportAssignmentType]


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection  # pyright: ignore[reportAssignmentType]


class RESTResponse(io.IOBase):
    """An answer, as the generated code wants it."""

    def __init__(self, response: urllib3.BaseHTTPResponse, secrets: list[str]) -> None:
        self.response = response
        self._secrets = secrets
        self.status = response.status
        self.reason = response.reason
        self.headers = response.headers
        self.data: bytes | None = None

    def read(self) -> bytes:
        if self.data is None:
            self.data = self.response.data
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
        options = {
            "cert_reqs": ssl.CERT_REQUIRED
            if configuration.verify_ssl
            else ssl.CERT_NONE,
            "ca_certs": configuration.ssl_ca_cert,
            "ca_cert_data": configuration.ca_cert_data,
            "cert_file": configuration.cert_file,
            "key_file": configuration.key_file,
            "assert_hostname": configuration.assert_hostname,
            "server_hostname": configuration.tls_server_name,
            "socket_options": configuration.socket_options,
            "maxsize": configuration.connection_pool_maxsize,
        }
        given = {name: value for name, value in options.items() if value is not None}
        self.pool_manager = _pool_manager(configuration, given)
        classes: dict[str, type[urllib3.HTTPConnectionPool]] = {
            "http": _Pool,
            "https": _SecurePool,
        }
        self.pool_manager.pool_classes_by_scheme = classes

    def close(self) -> None:
        """Closes the idle connections."""
        self.pool_manager.clear()

    def request(
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
        try:
            response = self.pool_manager.request(
                method,
                addresses.repaired(url),
                body=body,
                headers=_with_defaults(headers, url),
                timeout=_timeout(_request_timeout),
                redirect=False,
                retries=False,
                preload_content=False,
            )
        except urllib3.exceptions.SSLError as error:
            reason = f"{type(error).__name__}\n{error}"
            raise ApiException(status=0, reason=reason) from error
        secrets = [text for name, text in post_params or [] if name in PASSWORDS]
        return RESTResponse(response, secrets)


def _pool_manager(
    configuration: Configuration, options: dict[str, Any]
) -> urllib3.PoolManager:
    proxy = configuration.proxy
    host = urllib.parse.urlsplit(configuration.host).netloc
    exceptions = {"no": configuration.no_proxy or ""}
    is_bypassed = urllib.request.proxy_bypass_environment(host, exceptions)  # type: ignore[attr-defined]
    if not proxy or is_bypassed:
        return urllib3.PoolManager(**options)
    return urllib3.ProxyManager(
        proxy,
        proxy_headers=configuration.proxy_headers,
        proxy_ssl_context=configuration.proxy_ssl_context,
        **options,
    )


def _with_defaults(given: dict[str, str] | None, url: str) -> urllib3.HTTPHeaderDict:
    headers = urllib3.HTTPHeaderDict(given)
    for name, value in addresses.without_alternative(DEFAULT_HEADERS, url):
        headers.setdefault(name, value)
    return headers


def _timeout(given: float | tuple[float, float] | None) -> urllib3.Timeout:
    if isinstance(given, tuple):
        return urllib3.Timeout(connect=given[0], read=given[1])
    return urllib3.Timeout(total=given)
