package paging

import (
	"net/http"
	"time"
)

// Kind is the kind of an error: one for each thing that a caller can do.
type Kind string

const (
	KindAuthentication Kind = "authentication"  // 401: the credentials are wrong or have expired
	KindPermission     Kind = "permission"      // 403: the credentials do not permit this request
	KindInvalidRequest Kind = "invalid-request" // another 4xx status, or a request that cannot be sent
	KindRateLimited    Kind = "rate-limited"    // 429 until the deadline, or the rate limit allows no request before it
	KindServer         Kind = "server"          // a 5xx status, or a transient 4xx status, after all retries
	KindConnection     Kind = "connection"      // no complete answer: the connection failed or broke, or a time limit passed
	KindProtocol       Kind = "protocol"        // an answer that breaks the contract
)

// ListingError says that a page could not be fetched. Every error of a listing is one:
// errors.As finds it.
type ListingError struct {
	Kind Kind

	// Attempts is the number of requests that were sent for the page.
	Attempts int

	// Token is the token of the page, to resume from: all rows before it were delivered.
	// It is empty for the first page.
	Token string

	// Status is 0 if there was no answer.
	Status int

	// The body of the answer: its message, and the ids of the request for the server's support.
	ServerMessage, RequestID, TraceID string

	message    string
	cause      error
	retryable  bool
	retryAfter time.Duration
}

func (e *ListingError) Error() string { return e.message }

// Unwrap returns the cause, such as context.Canceled.
func (e *ListingError) Unwrap() error { return e.cause }

func kindOf(status int, retryable bool) Kind {
	switch {
	case status == http.StatusUnauthorized:
		return KindAuthentication
	case status == http.StatusForbidden:
		return KindPermission
	case status == http.StatusTooManyRequests:
		return KindRateLimited
	case status/100 == 5 || retryable:
		return KindServer
	case status/100 == 4:
		return KindInvalidRequest
	}
	return KindProtocol
}
