package paging

import (
	"context"
	"sync"
	"time"
)

// Servers usually close a connection that was idle for this time or longer.
const idle = 10 * time.Second

// Pace says how fast requests may be sent, from the contract.
type Pace struct {
	Requests                 int
	Window                   time.Duration
	Burst                    int
	Spacing                  time.Duration
	PacedWindow              time.Duration
	Decrease                 float64
	RepeatedDecrease         float64
	RepeatedWithin           time.Duration
	DecreaseAtMostEvery      time.Duration
	IncreasePerSecondSquared float64
	SlowestPerSecond         float64
}

// Share returns a part of the pace, such as 0.5 for each of two processes.
func (p Pace) Share(share float64) Pace {
	p.Requests = max(1, int(float64(p.Requests)*share))
	p.Burst = max(1, int(float64(p.Burst)*share))
	p.Spacing = scaled(p.Spacing, 1/share)
	p.IncreasePerSecondSquared *= share
	p.SlowestPerSecond *= share
	return p
}

// Pacer allows a short burst, then evenly spaced requests, and limits each window.
//
// The server counts a request when it arrives. The first requests, and the first ones
// after a long pause, may have to open a connection. If such a request takes much longer
// than the fastest one, the pacer assumes that it arrived later by the difference.
//
// A Pacer is safe for concurrent use: goroutines that use the same one share its pace.
type Pacer struct {
	pace  Pace
	clock Clock
	turn  chan struct{} // has one element while a request waits to be sent

	state       sync.Mutex
	sent        []*sentRequest // as many as a window allows, the latest one last
	mayConnect  int
	fastest     time.Duration // 0 if there is no answer yet
	pausedUntil time.Time
	rate        float64 // in requests a second
	rateSet     time.Time
}

// sentRequest says when a request was sent, and the time to its answer once that is known.
type sentRequest struct {
	at         time.Time
	mayConnect bool
	took       time.Duration
}

// NewPacer returns a pacer. To share it, set it in several listings.
func NewPacer(pace Pace, clock Clock) *Pacer {
	sent := make([]*sentRequest, pace.Requests)
	for i := range sent {
		sent[i] = &sentRequest{}
	}
	return &Pacer{
		pace:  pace,
		clock: clock,
		turn:  make(chan struct{}, 1),
		sent:  sent,
		rate:  pace.fullRate(),
	}
}

// acquire waits until a request may be sent. It fails at once if that is after the
// deadline of the context.
func (p *Pacer) acquire(ctx context.Context) (*sentRequest, error) {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	deadline, hasDeadline := ctx.Deadline()
	for wait := p.wait(); wait > 0; wait = p.wait() {
		if hasDeadline && p.clock.Now().Add(wait).After(deadline) {
			return nil, context.DeadlineExceeded
		}
		if err := p.clock.Sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
	return p.send(), nil
}

// answered records that the answer has started to arrive.
func (p *Pacer) answered(request *sentRequest) {
	p.state.Lock()
	defer p.state.Unlock()
	request.took = p.clock.Now().Sub(request.at)
	if p.fastest <= 0 || request.took < p.fastest {
		p.fastest = request.took
	} else { // follows a slower network over about 100 answers
		p.fastest += (request.took - p.fastest) / 100
	}
}

// refused pauses all requests, and lowers the rate after that. A single refusal takes
// little of the rate. The sooner another one follows, the more it takes.
func (p *Pacer) refused(pause time.Duration) {
	p.state.Lock()
	defer p.state.Unlock()
	now := p.clock.Now()
	if until := now.Add(pause); until.After(p.pausedUntil) {
		p.pausedUntil = until
	}
	if since := now.Sub(p.rateSet); since >= p.pace.DecreaseAtMostEvery {
		p.rate = max(p.pace.SlowestPerSecond, p.rateAt(now)*p.pace.decreaseAfter(since))
		p.rateSet = now
	}
}

func (p *Pacer) send() *sentRequest {
	p.state.Lock()
	defer p.state.Unlock()
	now := p.clock.Now()
	if now.Sub(p.last(1).at) > idle {
		p.mayConnect = 2 * p.pace.Requests
	}
	request := &sentRequest{at: now, mayConnect: p.mayConnect > 0}
	p.mayConnect--
	p.sent = append(p.sent[1:], request)
	return request
}

func (p *Pacer) wait() time.Duration {
	p.state.Lock()
	defer p.state.Unlock()
	now := p.clock.Now()
	slowdown := p.pace.fullRate() / p.rateAt(now)
	window := scaled(p.pace.PacedWindow, slowdown)
	next := p.arrival(1).Add(scaled(p.pace.Spacing, slowdown)).Sub(now)
	if slowdown == 1 {
		next = min(next, p.arrival(p.pace.Burst).Add(window).Sub(now))
	}
	return max(next, p.arrival(p.pace.Requests).Add(window).Sub(now), p.pausedUntil.Sub(now))
}

func (p *Pacer) rateAt(now time.Time) float64 {
	seconds := now.Sub(p.rateSet).Seconds()
	return min(p.pace.fullRate(), p.rate+p.pace.IncreasePerSecondSquared*seconds*seconds)
}

// arrival is when the nth last request arrived.
func (p *Pacer) arrival(n int) time.Time {
	request := p.last(n)
	late := request.took - p.fastest
	jitter := p.pace.PacedWindow - p.pace.Window
	if request.mayConnect && late > jitter {
		return request.at.Add(late)
	}
	return request.at
}

func (p *Pacer) last(n int) *sentRequest { return p.sent[len(p.sent)-n] }

// decreaseAfter is what a refusal leaves of the rate, by the time since the last decrease.
func (p Pace) decreaseAfter(since time.Duration) float64 {
	single := min(1, since.Seconds()/p.RepeatedWithin.Seconds())
	return p.Decrease*single + p.RepeatedDecrease*(1-single)
}

func (p Pace) fullRate() float64 { return float64(time.Second) / float64(p.Spacing) }

func scaled(duration time.Duration, factor float64) time.Duration {
	return time.Duration(float64(duration) * factor)
}
