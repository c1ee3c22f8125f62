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

// NewHTTPClient returns a client that follows no redirect. Without a given one, or without
// a transport in it, each request is sent once.
func NewHTTPClient(given *http.Client, defaults []DefaultHeader) *http.Client {
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
	if _, hasDefaults := client.Transport.(withDefaults); !hasDefaults {
		client.Transport = withDefaults{client.Transport, defaults}
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

type withDefaults struct {
	transport http.RoundTripper
	defaults  []DefaultHeader
}

func (w withDefaults) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	for _, header := range w.defaults {
		if !hasHeader(request, header.Name) && !request.URL.Query().Has(header.UnlessQuery) {
			request.Header.Set(header.Name, header.Value)
		}
	}
	return w.transport.RoundTrip(request)
}

// CloseIdleConnections lets http.Client close the idle connections.
func (w withDefaults) CloseIdleConnections() {
	if closer, ok := w.transport.(interface{ CloseIdleConnections() }); ok {
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
