// Lists the tenants that stdin tells of, one a line, and says what it has got.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"time"

	segments "github.com/segments4j/segments-go"
)

type told struct {
	BaseURL        string
	Tenant         string
	AccessToken    string
	PageSize       *int32
	StartToken     string
	Share          float64
	TimeoutMillis  int64
	DeadlineMillis int64
	PauseAfter     int
}

type said = map[string]any

var (
	in  = bufio.NewReader(os.Stdin)
	out = bufio.NewWriter(os.Stdout)
)

func main() {
	for line, err := in.ReadBytes('\n'); err == nil; line, err = in.ReadBytes('\n') {
		var listing told
		if err := json.Unmarshal(line, &listing); err != nil {
			log.Fatal(err)
		}
		list(listing)
		out.Flush()
	}
}

func list(told told) {
	configuration := segments.NewConfiguration()
	configuration.Servers = segments.ServerConfigurations{{URL: told.BaseURL}}
	ctx := context.WithValue(context.Background(), segments.ContextAccessToken, told.AccessToken)
	listing := segments.NewListSegments(configuration)
	listing.Pacer = segments.NewPacer(segments.ListSegmentsPace.Share(told.Share), nil)
	listing.Timeout = time.Duration(told.TimeoutMillis) * time.Millisecond
	listing.Deadline = time.Duration(told.DeadlineMillis) * time.Millisecond
	request := listing.Request().AmperityTenant(told.Tenant).ApiVersion("2024-04-01")
	if told.PageSize != nil {
		request = request.Limit(*told.PageSize)
	}

	rows := 0
	for row, err := range listing.Rows(ctx, request.StartingAt(told.StartToken)) {
		if err != nil {
			fail(err)
			return
		}
		say(said{"row": said{"id": row.Id, "name": row.Name, "status": row.Status}})
		if rows++; rows == told.PauseAfter {
			say(said{"end": "paused"})
			out.Flush()
			in.ReadBytes('\n')
		}
	}
	say(said{"end": "complete"})
}

func fail(err error) {
	var failure *segments.ListingError
	if !errors.As(err, &failure) {
		log.Fatal(err)
	}
	end := said{
		"error":    failure.Kind,
		"status":   failure.Status,
		"attempts": failure.Attempts,
		"token":    nil,
		"message":  failure.Error(),
	}
	if failure.Token != "" {
		end["token"] = failure.Token
	}
	say(end)
}

func say(line said) {
	if err := json.NewEncoder(out).Encode(line); err != nil {
		log.Fatal(err)
	}
}
