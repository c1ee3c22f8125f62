package paging

import (
	"context"
	"math/rand/v2"
	"time"
)

// Clock is what a listing reads the time from, sleeps with, and draws jitter from. Tests
// can use one of their own. All fields are required.
type Clock struct {
	Now func() time.Time

	// Sleep returns when the duration has passed, or the error of the context when that ends.
	Sleep func(context.Context, time.Duration) error

	// Random returns a number from 0 to 1.
	Random func() float64
}

// SystemClock returns the clock of the system.
func SystemClock() Clock {
	return Clock{Now: time.Now, Sleep: sleep, Random: rand.Float64}
}

func sleep(ctx context.Context, duration time.Duration) error {
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
