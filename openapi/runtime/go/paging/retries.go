package paging

import (
	"slices"
	"time"
)

// Retries says which statuses are retried, and how long to wait in between, from the
// contract.
//
// Answers with a status in WaitedOut ask the client to slow down. They do not count as
// attempts, and have a backoff of their own.
type Retries struct {
	Statuses          []int
	WaitedOut         []int
	Attempts          int
	Backoff           time.Duration
	Jitter            float64
	LongestBackoff    time.Duration
	LongestRetryAfter time.Duration
	Deadline          time.Duration
}

func (r Retries) retryable(status int) bool {
	return slices.Contains(r.Statuses, status) || r.waitsOut(status)
}

func (r Retries) waitsOut(status int) bool { return slices.Contains(r.WaitedOut, status) }

// backoff is the wait after the nth failure. The random number is from 0 to 1.
func (r Retries) backoff(failures int, random float64) time.Duration {
	doublings := min(failures-1, 20) // more could overflow
	full := min(r.LongestBackoff, r.Backoff<<doublings)
	return scaled(full, 1-r.Jitter*random)
}

// attempts counts the attempts for one page.
type attempts struct {
	retries  Retries
	deadline time.Time
	random   func() float64

	sent, failures, refusals int
}

// waitAfter returns the wait until the next attempt, and false if there is none.
func (a *attempts) waitAfter(failure *ListingError, now time.Time) (time.Duration, bool) {
	a.sent += failure.Attempts
	failure.Attempts = a.sent
	var backoff time.Duration
	if a.retries.waitsOut(failure.Status) {
		a.refusals++
		backoff = a.retries.backoff(a.refusals, a.random())
	} else {
		a.refusals = 0
		a.failures++
		backoff = a.retries.backoff(a.failures, a.random())
	}
	wait := max(backoff, failure.retryAfter)
	goesOn := failure.retryable &&
		a.failures < a.retries.Attempts &&
		failure.retryAfter <= a.retries.LongestRetryAfter &&
		now.Add(wait).Before(a.deadline)
	return wait, goesOn
}
