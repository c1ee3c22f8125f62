package paging

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// sent returns the request that a server gets.
func sent(t *testing.T, ctx context.Context, path string, additions Additions) *http.Request {
	t.Helper()
	var got *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		got = request
	}))
	defer server.Close()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header["x-ids"] = []string{"2"}
	response, err := NewHTTPClient(nil, additions).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return got
}

func TestAKeyIsSentInACookie(t *testing.T) {
	additions := Additions{CookieKeys: []CookieKey{{Scheme: "login", Cookie: "session"}}}
	ctx := context.WithValue(context.Background(), ContextAPIKeys, map[string]APIKey{"login": {Key: "k 1"}})

	if cookie, err := sent(t, ctx, "/rows", additions).Cookie("session"); err != nil || cookie.Value != "k 1" {
		t.Errorf("%v, %v", cookie, err)
	}
	if _, err := sent(t, context.Background(), "/rows", additions).Cookie("session"); err == nil {
		t.Error("there is no key, but a cookie")
	}
}

func TestArgumentsAreWrittenAsTheContractSays(t *testing.T) {
	instant := time.Date(2026, 1, 31, 23, 59, 59, 0, time.FixedZone("", 3600))
	ids := []int32{1, 2}
	ctx := context.WithValue(context.Background(), argumentsKey{}, arguments{"/at/{when}/of/{ids}/{name}.{ratio}", Parameters{
		Path:    map[string]any{"when": instant, "ids": []string{"a", "b"}, "name": "north/1", "ratio": 1e21},
		Headers: map[string]any{"X-Ids": &ids, "X-None": (*string)(nil)},
	}})

	request := sent(t, ctx, "/v1/at/2026-01-31%2023:59:59/of/%5Ba%20b%5D/north%2F1.1e+21", Additions{})

	expected := "/v1/at/2026-01-31T23:59:59+01:00/of/a,b/north%2F1.1000000000000000000000"
	if path := request.URL.EscapedPath(); path != expected {
		t.Errorf("%s instead of %s", path, expected)
	}
	if headers := request.Header["X-Ids"]; len(headers) != 1 || headers[0] != "1,2" || request.Header["X-None"] != nil {
		t.Errorf("%v", request.Header)
	}
}
