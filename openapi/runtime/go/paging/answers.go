package paging

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var (
	byteOrderMark  = []byte("\xEF\xBB\xBF")
	secondsPattern = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)
)

// decodePage strictly decodes the body of a 200. One that is not JSON is worth a retry.
// nullable are the fields that may be null, such as "Order.note".
func decodePage[Page any](request string, body []byte, nullable []string) (*Page, *ListingError) {
	failure := &ListingError{Kind: KindProtocol, Status: http.StatusOK, Attempts: 1}
	body = bytes.TrimPrefix(body, byteOrderMark)
	if !utf8.Valid(body) || !isJSON(body) {
		failure.message = request + " returned 200 but the body is not JSON"
		failure.retryable = true
		return nil, failure
	}
	var page *Page
	cleaned, err := clean(body, reflect.TypeFor[Page](), nullable)
	if err == nil {
		err = json.Unmarshal(cleaned, &page)
	}
	if err != nil || page == nil {
		// Without the cause: its message quotes the body.
		failure.message = request + " returned 200 but the body breaks the contract"
		return nil, failure
	}
	return page, nil
}

// isJSON reports whether a body is JSON, or nested too deep to say.
func isJSON(body []byte) bool {
	var value json.RawMessage
	err := json.Unmarshal(body, &value)
	return err == nil || strings.Contains(err.Error(), "max depth")
}

// toError makes the error for another status. Its body may be that of a proxy.
func toError(
	request string, response *http.Response, body []byte, secrets []string, retryable bool, now time.Time,
) *ListingError {
	var fields map[string]any
	_ = json.Unmarshal(bytes.TrimPrefix(body, byteOrderMark), &fields) // no fields if it is not an object
	text := func(field string) string {
		value, _ := fields[field].(string)
		if repeatsAny(value, secrets) {
			return ""
		}
		return value
	}
	message := fmt.Sprintf("%s returned %d", request, response.StatusCode)
	if text("message") != "" {
		message += ": " + text("message")
	}
	return &ListingError{
		Kind:          kindOf(response.StatusCode, retryable),
		Status:        response.StatusCode,
		Attempts:      1,
		ServerMessage: text("message"),
		RequestID:     text("request_id"),
		TraceID:       text("trace_id"),
		message:       message,
		retryable:     retryable,
		retryAfter:    retryAfter(response.Header, now),
	}
}

// retryAfter reads seconds or a date, which is relative to the server's own clock. It takes
// the first valid value if there are several. A past date gives 0.
func retryAfter(header http.Header, now time.Time) time.Duration {
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	for _, line := range header.Values("Retry-After") {
		pieces := strings.Split(line, ",")
		for at, piece := range pieces {
			if seconds := strings.TrimSpace(piece); secondsPattern.MatchString(seconds) {
				return duration(seconds)
			}
			// Most dates have a comma after the name of the day.
			two := strings.Join(pieces[at:min(at+2, len(pieces))], ",")
			for _, text := range []string{piece, two} {
				if date, err := http.ParseTime(strings.TrimSpace(text)); err == nil {
					return max(0, date.Sub(now))
				}
			}
		}
	}
	return 0
}

func duration(seconds string) time.Duration {
	value, _ := strconv.ParseFloat(seconds, 64) // infinite if it is too large
	return time.Duration(min(value*float64(time.Second), math.MaxInt64/2))
}
