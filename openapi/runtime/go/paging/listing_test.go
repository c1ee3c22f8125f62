package paging

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestAMessageWithThePageTokenIsNotShown(t *testing.T) {
	const nothing = "GET /rows returned 400"
	for _, vector := range []struct{ token, message, shown string }{
		{"eyJwYWdlIjoyfQ==", "no page eyJwYWdlIjoyfQ==", nothing},
		{"eyJwY+/=", "no page eyJwY%2B%2F%3D", nothing},
		{"page", "no such page", nothing + ": no such page"},
		{"eyJwYWdlIjoyfQ==", "it is too old", nothing + ": it is too old"},
		{"", "it is too old", nothing + ": it is too old"},
	} {
		listing := NewListing[any](Operation[pageRequest]{
			Paging:  Paging{Request: "GET /rows", Token: "token", NextToken: "token", Rows: "rows"},
			Pace:    read[pacerVectors](t, "pacer.json").Limit.pace(),
			Retries: read[retryVectors](t, "retries.json").Rules.retries(),
			Parameters: func(request *pageRequest) Parameters {
				return Parameters{Query: map[string]any{"token": &request.token}}
			},
			Bind: func(_ context.Context, request *pageRequest) {
				request.execute = func(*string) *http.Response {
					body, _ := json.Marshal(map[string]string{"message": vector.message})
					return &http.Response{
						StatusCode: http.StatusBadRequest, Body: io.NopCloser(strings.NewReader(string(body))),
					}
				}
			},
		})
		listing.Clock = newVirtualTime(0).clock()
		listing.Pacer = NewPacer(listing.operation.Pace, listing.Clock)
		for _, err := range listing.Pages(context.Background(), pageRequest{token: &vector.token}) {
			if err == nil || err.Error() != vector.shown {
				t.Errorf("%v instead of %s", err, vector.shown)
			}
		}
	}
}
