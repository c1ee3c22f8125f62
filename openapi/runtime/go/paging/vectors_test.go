package paging

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// The vectors are those that the clients of all languages share.
func read[T any](t *testing.T, name string) T {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(os.Getenv("VECTORS"), name))
	if err != nil {
		t.Fatalf("set VECTORS to the folder of the vectors: %v", err)
	}
	var vectors T
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	return vectors
}

// virtualTime is a clock that stands still. A sleep puts it forward.
type virtualTime struct {
	start  time.Time
	millis float64
	random float64
}

func newVirtualTime(random float64) *virtualTime {
	return &virtualTime{start: time.Now(), random: random}
}

func (v *virtualTime) clock() Clock {
	return Clock{
		Now: func() time.Time { return v.start.Add(ofMillis(v.millis)) },
		Sleep: func(_ context.Context, duration time.Duration) error {
			v.millis += inMillis(duration)
			return nil
		},
		Random: func() float64 { return v.random },
	}
}

func (v *virtualTime) reach(millis float64) { v.millis = max(v.millis, millis) }

func ofMillis(millis float64) time.Duration { return scaled(time.Millisecond, millis) }

func inMillis(duration time.Duration) float64 { return duration.Seconds() * 1000 }

func isNear(expected, actual, delta float64) bool {
	return actual >= expected-delta && actual <= expected+delta
}

type rateLimit struct {
	Requests     int
	WindowMillis float64
	Pace         struct {
		Burst                       int
		SpacingMillis, WindowMillis float64
	}
	Refused struct {
		Decrease, RepeatedDecrease, RepeatedWithinMillis, DecreaseAtMostEveryMillis float64
		IncreasePerSecondSquared, SlowestPerSecond                                  float64
	}
}

func (r rateLimit) pace() Pace {
	return Pace{
		Requests:                 r.Requests,
		Window:                   ofMillis(r.WindowMillis),
		Burst:                    r.Pace.Burst,
		Spacing:                  ofMillis(r.Pace.SpacingMillis),
		PacedWindow:              ofMillis(r.Pace.WindowMillis),
		Decrease:                 r.Refused.Decrease,
		RepeatedDecrease:         r.Refused.RepeatedDecrease,
		RepeatedWithin:           ofMillis(r.Refused.RepeatedWithinMillis),
		DecreaseAtMostEvery:      ofMillis(r.Refused.DecreaseAtMostEveryMillis),
		IncreasePerSecondSquared: r.Refused.IncreasePerSecondSquared,
		SlowestPerSecond:         r.Refused.SlowestPerSecond,
	}
}

type retryRules struct {
	Statuses, WaitedOut                                                          []int
	Attempts                                                                     int
	Jitter                                                                       float64
	BackoffMillis, LongestBackoffMillis, LongestRetryAfterMillis, DeadlineMillis float64
}

func (r retryRules) retries() Retries {
	return Retries{
		Statuses:          r.Statuses,
		WaitedOut:         r.WaitedOut,
		Attempts:          r.Attempts,
		Backoff:           ofMillis(r.BackoffMillis),
		Jitter:            r.Jitter,
		LongestBackoff:    ofMillis(r.LongestBackoffMillis),
		LongestRetryAfter: ofMillis(r.LongestRetryAfterMillis),
		Deadline:          ofMillis(r.DeadlineMillis),
	}
}

type pacerVectors struct {
	Limit   rateLimit `json:"x-rate-limit"`
	Vectors []struct {
		Name   string
		Events []struct {
			Call, Refused *float64
			Starts, At    float64
			Answered      int
		}
	}
}

func TestRequestsStartWhenTheVectorsSay(t *testing.T) {
	vectors := read[pacerVectors](t, "pacer.json")
	for _, vector := range vectors.Vectors {
		t.Run(vector.Name, func(t *testing.T) {
			time := newVirtualTime(0)
			pacer := NewPacer(vectors.Limit.pace(), time.clock())
			var sent []*sentRequest
			for _, event := range vector.Events {
				if event.Call == nil {
					time.reach(event.At)
					if event.Answered > 0 {
						pacer.answered(sent[event.Answered-1])
					}
					if event.Refused != nil {
						pacer.refused(ofMillis(*event.Refused))
					}
					continue
				}
				time.reach(*event.Call)
				request, err := pacer.acquire(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				sent = append(sent, request)
				if !isNear(event.Starts, time.millis, 1+event.Starts/1000) {
					t.Fatalf("request %d started at %f instead of %f", len(sent), time.millis, event.Starts)
				}
			}
		})
	}
}

type retryVectors struct {
	Rules   retryRules `json:"x-retries"`
	Backoff []struct {
		Failures       int
		Random, Millis float64
	}
	Pages []struct {
		Name                   string
		Random, DeadlineMillis float64
		Failures               []struct {
			Status                        int
			TakesMillis, RetryAfterMillis float64
		}
		Waits    []float64
		Ends     string
		Requests int
	}
}

func TestTheBackoffIsThatOfTheVectors(t *testing.T) {
	vectors := read[retryVectors](t, "retries.json")
	for _, vector := range vectors.Backoff {
		backoff := inMillis(vectors.Rules.retries().backoff(vector.Failures, vector.Random))
		if !isNear(vector.Millis, backoff, 1) {
			t.Errorf("%+v: %f", vector, backoff)
		}
	}
}

func TestPagesAreRetriedAsTheVectorsSay(t *testing.T) {
	vectors := read[retryVectors](t, "retries.json")
	for _, vector := range vectors.Pages {
		t.Run(vector.Name, func(t *testing.T) {
			time := newVirtualTime(vector.Random)
			clock := time.clock()
			retries := vectors.Rules.retries()
			attempts := &attempts{
				retries:  retries,
				deadline: clock.Now().Add(ofMillis(vector.DeadlineMillis)),
				random:   clock.Random,
			}
			ends, requests := "page", len(vector.Failures)+1
			var waits []float64
			for _, failure := range vector.Failures {
				time.millis += failure.TakesMillis
				err := &ListingError{
					Status:     failure.Status,
					Attempts:   1,
					retryable:  failure.Status == 0 || retries.retryable(failure.Status),
					retryAfter: ofMillis(failure.RetryAfterMillis),
				}
				wait, goesOn := attempts.waitAfter(err, clock.Now())
				if !goesOn {
					ends, requests = "failure", err.Attempts
					break
				}
				waits = append(waits, inMillis(wait))
				time.millis += inMillis(wait)
			}
			near := func(expected, actual float64) bool { return isNear(expected, actual, 1) }
			if ends != vector.Ends || requests != vector.Requests || !slices.EqualFunc(vector.Waits, waits, near) {
				t.Errorf("ends with %s after %d requests and waits of %v", ends, requests, waits)
			}
		})
	}
}

func TestRetryAfterIsReadAsTheVectorsSay(t *testing.T) {
	vectors := read[struct {
		Now     int64
		Vectors []struct {
			Name             string
			RetryAfter, Date *string
			Millis           float64
		}
	}](t, "retry-after.json")
	for _, vector := range vectors.Vectors {
		header := http.Header{}
		if vector.RetryAfter != nil {
			header.Set("Retry-After", *vector.RetryAfter)
		}
		if vector.Date != nil {
			header.Set("Date", *vector.Date)
		}
		if wait := inMillis(retryAfter(header, time.UnixMilli(vectors.Now))); !isNear(vector.Millis, wait, 1) {
			t.Errorf("%s: %f instead of %f", vector.Name, wait, vector.Millis)
		}
	}
}

type page struct {
	Rows  []any   `json:"rows"`
	Token *string `json:"token,omitempty"`
}

type pageRequest struct {
	token   *string
	execute func(token *string) *http.Response
}

func (r pageRequest) Execute() (*page, *http.Response, error) {
	return nil, r.execute(r.token), nil
}

func TestAListingEndsAsTheVectorsSay(t *testing.T) {
	vectors := read[struct {
		MaxEmptyPages int
		Vectors       []struct {
			Name    string
			Start   *string
			Answers []struct {
				Rows  int
				Token *string
			}
			Requests []*string
			Ends     string
		}
	}](t, "tokens.json")
	for _, vector := range vectors.Vectors {
		t.Run(vector.Name, func(t *testing.T) {
			var requests []*string
			listing := NewListing[any](Operation[pageRequest]{
				Paging: Paging{
					Request: "GET /rows", Token: "token", NextToken: "token", Rows: "rows",
					MaxEmptyPages: vectors.MaxEmptyPages,
				},
				Pace:    read[pacerVectors](t, "pacer.json").Limit.pace(),
				Retries: read[retryVectors](t, "retries.json").Rules.retries(),
				Parameters: func(request *pageRequest) Parameters {
					return Parameters{Query: map[string]any{"token": &request.token}}
				},
				Bind: func(_ context.Context, request *pageRequest) {
					request.execute = func(token *string) *http.Response {
						answer := vector.Answers[len(requests)]
						requests = append(requests, token)
						body, _ := json.Marshal(page{Rows: make([]any, answer.Rows), Token: answer.Token})
						return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(body))}
					}
				},
			})
			listing.Clock = newVirtualTime(0).clock()
			listing.Pacer = NewPacer(listing.operation.Pace, listing.Clock)
			ends := "complete"
			for _, err := range listing.Pages(context.Background(), pageRequest{token: vector.Start}) {
				var failure *ListingError
				if errors.As(err, &failure) {
					ends = string(failure.Kind)
				}
			}
			if ends != vector.Ends || !slices.EqualFunc(requests, vector.Requests, isEqual) {
				t.Errorf("ends with %s after %d requests", ends, len(requests))
			}
		})
	}
}

func isEqual(one, other *string) bool {
	if one == nil || other == nil {
		return one == other
	}
	return *one == *other
}
