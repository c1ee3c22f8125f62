// Lists a tenant for each line of stdin, and prints its rows and how it ended.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log"
	"os"
	"time"

	segments "github.com/segments4j/segments-go"
	"github.com/segments4j/segments-go/paging"
)

type options struct {
	BaseURL        string
	Tenant         string
	AccessToken    string
	ClientID       string
	ClientSecret   string
	APIVersion     string
	OnePage        bool
	VirtualTime    bool
	WithTotal      bool
	PageSize       *int32
	StartToken     string
	Share          float64
	Attempts       *int
	MaxEmptyPages  *int
	TimeoutMillis  int64
	DeadlineMillis int64
	PauseAfter     int
}

type object = map[string]any

var (
	in  = bufio.NewReader(os.Stdin)
	out = bufio.NewWriter(os.Stdout)
)

func main() {
	for line, err := in.ReadBytes('\n'); err == nil; line, err = in.ReadBytes('\n') {
		var options options
		if err := json.Unmarshal(line, &options); err != nil {
			log.Fatal(err)
		}
		list(options)
		out.Flush()
	}
}

func list(options options) {
	configuration := segments.NewConfiguration()
	configuration.Servers = segments.ServerConfigurations{{URL: options.BaseURL}}
	if options.ClientID != "" {
		answer, response, err := segments.NewAPIClient(configuration).AccessTokensAPI.
			CreateAccessToken(context.Background()).
			XAmperityTenant(options.Tenant).
			GrantType("client_credentials").
			ClientId(options.ClientID).
			ClientSecret(options.ClientSecret).
			Execute()
		if err != nil {
			kind := paging.KindProtocol
			if response != nil && response.StatusCode >= 400 {
				kind = paging.KindInvalidRequest
			}
			if response != nil && response.StatusCode >= 500 {
				kind = paging.KindServer
			}
			emit(object{"error": kind, "message": err.Error()})
			return
		}
		fmt.Fprintf(os.Stderr, "%v %+v %#v\n", answer, *answer, answer)
		options.AccessToken = answer.AccessToken
	}
	ctx := context.WithValue(context.Background(), segments.ContextAccessToken, options.AccessToken)
	if options.OnePage {
		operation := segments.NewAPIClient(configuration).SegmentsAPI.ListSegments(ctx)
		page, _, err := operation.AmperityTenant(options.Tenant).Execute()
		if err != nil {
			log.Fatal(err)
		}
		for _, row := range page.Data {
			emitRow(row)
		}
		emit(object{"end": "complete"})
		return
	}
	listing := segments.NewListSegments(configuration)
	pace := segments.ListSegmentsPace.Share(options.Share)
	if options.VirtualTime {
		listing.Clock = virtualTime()
	}
	listing.Pacer = paging.NewPacer(pace, listing.Clock)
	listing.Timeout = time.Duration(options.TimeoutMillis) * time.Millisecond
	listing.Deadline = time.Duration(options.DeadlineMillis) * time.Millisecond
	if options.Attempts != nil {
		listing.Attempts = *options.Attempts
	}
	if options.MaxEmptyPages != nil {
		listing.MaxEmptyPages = *options.MaxEmptyPages
	}
	request := listing.Request().AmperityTenant(options.Tenant)
	if options.APIVersion != "" {
		request = request.ApiVersion(options.APIVersion)
	}
	if options.PageSize != nil {
		request = request.Limit(*options.PageSize)
	}

	if options.WithTotal {
		listWithTotal(listing.Pages(ctx, listing.StartingAt(request.WithTotal(true), options.StartToken)))
		return
	}

	rows := 0
	for row, err := range listing.Rows(ctx, listing.StartingAt(request, options.StartToken)) {
		if err != nil {
			emitError(err)
			return
		}
		emitRow(row)
		if rows++; rows == options.PauseAfter {
			emit(object{"end": "paused"})
			out.Flush()
			in.ReadBytes('\n')
		}
	}
	emit(object{"end": "complete"})
}

// virtualTime returns a clock that stands still. A sleep puts it forward.
func virtualTime() paging.Clock {
	now := time.Now()
	return paging.Clock{
		Now: func() time.Time { return now },
		Sleep: func(_ context.Context, duration time.Duration) error {
			now = now.Add(duration)
			emit(object{"slept": duration.Milliseconds()})
			return nil
		},
		Random: func() float64 { return 1 },
	}
}

func listWithTotal(pages iter.Seq2[*segments.ListSegmentsResponse, error]) {
	end := object{"end": "complete"}
	for page, err := range pages {
		if err != nil {
			emitError(err)
			return
		}
		for _, row := range page.Data {
			emitRow(row)
		}
		if page.Total != nil {
			end["total"] = *page.Total
		}
	}
	emit(end)
}

func emitRow(row segments.Segment) {
	emit(object{"row": object{"id": row.Id, "name": row.Name, "status": row.Status}})
}

func emitError(err error) {
	var failure *paging.ListingError
	if !errors.As(err, &failure) {
		log.Fatal(err)
	}
	end := object{
		"error":    failure.Kind,
		"status":   failure.Status,
		"attempts": failure.Attempts,
		"token":    nil,
		"message":  failure.Error(),
	}
	if failure.Token != "" {
		end["token"] = failure.Token
	}
	emit(end)
}

func emit(line object) {
	if err := json.NewEncoder(out).Encode(line); err != nil {
		log.Fatal(err)
	}
}
