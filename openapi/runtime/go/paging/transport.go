package paging

import (
	"crypto/tls"
	"io"
	"net/http"
	"strings"
)

// DefaultHeader is a header that a request without it gets, unless it has a parameter in
// its query.
type DefaultHeader struct {
	Name, Value, UnlessQuery string
}

// CookieKey is an API key in a cookie, by the name of its scheme.
type CookieKey struct {
	Scheme, Cookie string
}

// Additions are what the generated code leaves out of requests.
type Additions struct {
	Headers    []DefaultHeader
	CookieKeys []CookieKey
}

// NewHTTPClient returns a client that follows no redirect. Without a given one, or without
// a transport in it, each request is sent once.
func NewHTTPClient(given *http.Client, additions Additions) *http.Client {
	var client http.Client
	if given != nil {
		client = *given
	}
	if client.Transport == nil {
		client.Transport = singleSend{&http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			IdleConnTimeout:     idle,
			MaxIdleConnsPerHost: 100,
			TLSNextProto:        map[string]func(string, *tls.Conn) http.RoundTripper{},
		}}
	}
	if _, hasAdditions := client.Transport.(completing); !hasAdditions {
		client.Transport = completing{client.Transport, additions}
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}
	return &client
}

// singleSend sends each request once. net/http sends a request again, without the pacer,
// if an idle connection turns out to be closed, but not if it cannot read the body of the
// request a second time. So this transport adds such a body. It is empty, and HTTP/1.1
// sends nothing for it.
type singleSend struct{ *http.Transport }

func (s singleSend) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.Body == nil {
		request = request.Clone(request.Context())
		request.Body = io.NopCloser(strings.NewReader(""))
	}
	return s.Transport.RoundTrip(request)
}

type completing struct {
	transport http.RoundTripper
	additions Additions
}

func (c completing) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	for _, header := range c.additions.Headers {
		if !hasHeader(request, header.Name) && !request.URL.Query().Has(header.UnlessQuery) {
			request.Header.Set(header.Name, header.Value)
		}
	}
	keys, _ := request.Context().Value(ContextAPIKeys).(map[string]APIKey)
	for _, cookie := range c.additions.CookieKeys {
		if key, isGiven := keys[cookie.Scheme]; isGiven {
			request.AddCookie(&http.Cookie{Name: cookie.Cookie, Value: key.Key})
		}
	}
	if given, ok := request.Context().Value(argumentsKey{}).(arguments); ok {
		given.writeTo(request)
	}
	return c.transport.RoundTrip(request)
}

// CloseIdleConnections lets http.Client close the idle connections.
func (c completing) CloseIdleConnections() {
	if closer, ok := c.transport.(interface{ CloseIdleConnections() }); ok {
		closer.CloseIdleConnections()
	}
}

// hasHeader ignores case: the generated code does not write names as net/http does.
func hasHeader(request *http.Request, name string) bool {
	for each := range request.Header {
		if strings.EqualFold(each, name) {
			return true
		}
	}
	return false
}
