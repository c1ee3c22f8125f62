// Package paging reads listings page by page: pace, retries, errors.
package paging

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"reflect"
	"strings"
	"sync/atomic"
	"time"
)

// Paging says how to read the pages of a listing. Names are those of the contract.
type Paging struct {
	Request       string // the method and the path
	Token         string // the query parameter
	NextToken     string // the field of a page
	Rows          string // the field of a page
	Total         string // the query parameter, empty if there is none
	MaxEmptyPages int
}

// Operation is what the generated code knows about a listing.
type Operation[Request any] struct {
	Paging  Paging
	Pace    Pace
	Retries Retries

	// NullableFields are the fields of all models that may be null, such as "Order.note".
	NullableFields []string

	// Parameters returns the parameters of a request.
	Parameters func(*Request) Parameters

	// Bind sets who sends the request, and its context.
	Bind func(context.Context, *Request)
}

// Executable is a request of the generated code.
type Executable[Page any] interface {
	Execute() (*Page, *http.Response, error)
}

// Listing reads all pages, limits the rate and retries transient errors.
//
// Goroutines may share it; they then share its pace and its connections. Its fields may be
// set before the first use.
type Listing[Row, Page any, Request Executable[Page]] struct {
	Pacer *Pacer
	Clock Clock

	// Attempts limits the attempts for one page. Refused requests do not count.
	Attempts int

	// Timeout limits one attempt, Deadline one page with all its attempts and waits.
	Timeout, Deadline time.Duration

	// MaxEmptyPages limits how many pages in a row may have no rows.
	MaxEmptyPages int

	operation Operation[Request]
	rows      []int // the indexes of the fields of a page
	nextToken []int
}

// NewListing returns a listing with the settings of the contract.
func NewListing[Row, Page any, Request Executable[Page]](operation Operation[Request]) *Listing[Row, Page, Request] {
	page := reflect.TypeFor[Page]()
	return &Listing[Row, Page, Request]{
		Pacer:         NewPacer(operation.Pace, SystemClock()),
		Clock:         SystemClock(),
		Attempts:      operation.Retries.Attempts,
		Timeout:       30 * time.Second,
		Deadline:      operation.Retries.Deadline,
		MaxEmptyPages: operation.Paging.MaxEmptyPages,
		operation:     operation,
		rows:          fieldOf(page, operation.Paging.Rows),
		nextToken:     fieldOf(page, operation.Paging.NextToken),
	}
}

func fieldOf(page reflect.Type, name string) []int {
	for _, field := range reflect.VisibleFields(page) {
		if known, _ := jsonName(field); known == name {
			return field.Index
		}
	}
	panic(fmt.Sprintf("%v has no field %s", page, name))
}

// StartingAt returns a request for the pages from the given token on, such as that of an
// error. An empty one means the first page.
func (l *Listing[Row, Page, Request]) StartingAt(request Request, token string) Request {
	parameter := l.token(&request)
	*parameter = nil
	if token != "" {
		*parameter = &token
	}
	return request
}

// Rows yields every row in order. It fetches a page when its first row is needed. After an
// error, which is a *ListingError, it ends.
func (l *Listing[Row, Page, Request]) Rows(ctx context.Context, request Request) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for page, err := range l.Pages(ctx, request) {
			if err != nil {
				var none Row
				yield(none, err)
				return
			}
			for _, row := range l.rowsOf(page) {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// Pages yields every page, with its rows and the token to resume from. One with an absent,
// null or empty token is the last.
func (l *Listing[Row, Page, Request]) Pages(ctx context.Context, request Request) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		start := ""
		if given := *l.token(&request); given != nil {
			start = *given
		}
		progress := newProgress(start, l.MaxEmptyPages)
		token := start
		for {
			page, failure := l.page(ctx, l.requestAt(request, token, token == start))
			next := ""
			if failure == nil {
				next, failure = l.next(ctx, page, progress)
			}
			if failure != nil {
				failure.Token = token
				yield(nil, failure)
				return
			}
			if !yield(page, nil) || next == "" {
				return
			}
			token = next
		}
	}
}

func (l *Listing[Row, Page, Request]) token(request *Request) **string {
	return l.operation.Parameters(request).Query[l.operation.Paging.Token].(**string)
}

// requestAt is the request for a page. Counting is expensive: once is enough.
func (l *Listing[Row, Page, Request]) requestAt(request Request, token string, isFirst bool) Request {
	page := l.StartingAt(request, token)
	if total := l.operation.Paging.Total; total != "" && !isFirst {
		*l.operation.Parameters(&page).Query[total].(**bool) = nil
	}
	return page
}

func (l *Listing[Row, Page, Request]) rowsOf(page *Page) []Row {
	return reflect.ValueOf(page).Elem().FieldByIndex(l.rows).Interface().([]Row)
}

func (l *Listing[Row, Page, Request]) next(
	ctx context.Context, page *Page, progress *progress,
) (string, *ListingError) {
	token := textOf(reflect.ValueOf(page).Elem().FieldByIndex(l.nextToken))
	if containsAny(token, secretsOf(ctx)) {
		return "", broken("the server sent a secret as a page token")
	}
	return token, progress.check(token, len(l.rowsOf(page)))
}

// textOf reads a required, an optional or a nullable string.
func textOf(field reflect.Value) string {
	if text, isRequired := field.Interface().(string); isRequired {
		return text
	}
	text, isOptional := field.Interface().(*string)
	if !isOptional {
		text = field.Interface().(interface{ Get() *string }).Get()
	}
	if text == nil {
		return ""
	}
	return *text
}

// page returns the first complete page, or the last error before the deadline.
func (l *Listing[Row, Page, Request]) page(ctx context.Context, request Request) (*Page, *ListingError) {
	ctx, cancel := context.WithDeadline(ctx, l.Clock.Now().Add(l.Deadline))
	defer cancel()
	retries := l.operation.Retries
	retries.Attempts = l.Attempts
	deadline, _ := ctx.Deadline() // that of the caller may be earlier
	attempts := &attempts{retries: retries, deadline: deadline, random: l.Clock.Random}
	for {
		page, failure := l.attempt(ctx, request)
		if failure == nil {
			return page, nil
		}
		wait, goesOn := attempts.waitAfter(failure, l.Clock.Now())
		if !goesOn {
			return nil, failure
		}
		if err := l.Clock.Sleep(ctx, wait); err != nil {
			failure.message += "; not retried: " + err.Error()
			failure.cause = err
			return nil, failure
		}
	}
}

func (l *Listing[Row, Page, Request]) attempt(ctx context.Context, request Request) (*Page, *ListingError) {
	name, retries := l.operation.Paging.Request, l.operation.Retries
	response, body, failure := l.exchange(ctx, request)
	if failure != nil {
		return nil, failure
	}
	status := response.StatusCode
	if status == http.StatusOK {
		return decodePage[Page](name, body, l.operation.NullableFields)
	}
	hidden := secretsOf(ctx)
	// Messages are logged, and a page token does not belong there.
	if token := *l.token(&request); token != nil && len(*token) >= shortestToken {
		hidden = append(hidden, *token)
	}
	failure = toError(name, response, body, hidden, retries.retryable(status), l.Clock.Now())
	if retries.waitsOut(status) {
		wait := min(failure.retryAfter, retries.LongestRetryAfter)
		l.Pacer.refused(max(l.operation.Pace.Window, wait))
	}
	return nil, failure
}

// exchange waits until the rate limit allows a request, sends it, and reads the whole
// answer. The timeout covers the body too.
func (l *Listing[Row, Page, Request]) exchange(
	ctx context.Context, request Request,
) (*http.Response, []byte, *ListingError) {
	name := l.operation.Paging.Request
	sent, err := l.Pacer.acquire(ctx)
	if err != nil {
		return nil, nil, notSent(name, err)
	}
	attempt, cancel := context.WithTimeout(ctx, l.Timeout)
	defer cancel()
	_, path, _ := strings.Cut(name, " ")
	attempt = context.WithValue(attempt, argumentsKey{}, arguments{path, l.operation.Parameters(&request)})
	var connected atomic.Bool
	l.operation.Bind(httptrace.WithClientTrace(attempt, &httptrace.ClientTrace{
		GotConn:              func(httptrace.GotConnInfo) { connected.Store(true) },
		GotFirstResponseByte: func() { l.Pacer.answered(sent) },
	}), &request)
	_, response, err := request.Execute()
	var badAnswer interface{ Body() []byte } // an error of the generated code
	var failed *url.Error
	switch {
	case response != nil && (err == nil || errors.As(err, &badAnswer)):
		body, _ := io.ReadAll(response.Body) // cannot fail: the generated client has buffered it
		return response, body, nil
	case errors.As(err, &failed) && failed.Op != "parse":
		err = failed.Err
	case response == nil:
		message := name + " cannot be sent: " + err.Error()
		return nil, nil, &ListingError{Kind: KindInvalidRequest, message: message, cause: err}
	}
	return nil, nil, incomplete(ctx, name, err, connected.Load())
}

func notSent(request string, err error) *ListingError {
	failure := &ListingError{Kind: KindRateLimited, cause: err}
	failure.message = request + " was not sent: the rate limit does not allow it in time"
	if !errors.Is(err, context.DeadlineExceeded) {
		failure.Kind = KindConnection
		failure.message = request + " was not sent: " + err.Error()
	}
	return failure
}

func incomplete(ctx context.Context, request string, err error, connected bool) *ListingError {
	failure := &ListingError{
		Kind:      KindConnection,
		Attempts:  1,
		cause:     err,
		retryable: ctx.Err() == nil,
	}
	reason := err.Error()
	var network *net.OpError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		reason = "it timed out"
	case errors.Is(err, context.Canceled):
	case connected && !errors.As(err, &network):
		// Without the cause: its message may quote the answer.
		reason = "the connection broke, or the answer is not HTTP"
		failure.cause = nil
	}
	failure.message = request + " got no complete answer: " + reason
	return failure
}
