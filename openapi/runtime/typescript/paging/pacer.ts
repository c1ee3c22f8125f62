import { type Clock, systemClock } from "./clock.js";

/** How fast requests may be sent, from the contract. */
export interface Pace {
  readonly requests: number;
  readonly windowMillis: number;
  readonly burst: number;
  readonly spacingMillis: number;
  readonly pacedWindowMillis: number;
  readonly decrease: number;
  readonly repeatedDecrease: number;
  readonly repeatedWithinMillis: number;
  readonly decreaseAtMostEveryMillis: number;
  readonly increasePerSecondSquared: number;
  readonly slowestPerSecond: number;
}

/** Returns a part of a pace, such as 0.5 for each of two processes. */
export function shareOf(pace: Pace, share: number): Pace {
  return {
    ...pace,
    requests: Math.max(1, Math.floor(pace.requests * share)),
    burst: Math.max(1, Math.floor(pace.burst * share)),
    spacingMillis: pace.spacingMillis / share,
    increasePerSecondSquared: pace.increasePerSecondSquared * share,
    slowestPerSecond: pace.slowestPerSecond * share,
  };
}

/** When a request was sent, and the time to its answer once that is known. */
export interface SentRequest {
  readonly at: number;
  readonly mayConnect: boolean;
  took: number;
}

// Servers usually close a connection after 10 idle seconds or more.
const IDLE_MILLIS = 10_000;

/**
 * Allows a short burst, then evenly spaced requests, and limits each window.
 *
 * The server counts a request when it arrives. The first requests, and the first
 * ones after a long pause, may have to open a connection. If such a request takes
 * much longer than the fastest one, the pacer assumes that it arrived later by the
 * difference.
 *
 * Use one for all listings that share a quota.
 */
export class Pacer {
  readonly #pace: Pace;
  readonly #clock: Clock;
  readonly #fullRate: number;
  readonly #sent: SentRequest[] = [];
  #mayConnect = 0;
  #fastest = 0; // no answer yet
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #rate: number;
  #rateSet = Number.NEGATIVE_INFINITY;

  constructor(pace: Pace, clock: Clock = systemClock) {
    this.#pace = pace;
    this.#clock = clock;
    this.#fullRate = 1000 / pace.spacingMillis;
    this.#rate = this.#fullRate;
  }

  /**
   * Waits until a request may be sent. Returns undefined if that is after the
   * deadline.
   */
  async acquire(
    deadline: number,
    signal?: AbortSignal,
  ): Promise<SentRequest | undefined> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) {
      if (this.#clock.now() + wait > deadline) {
        return undefined;
      }
      await this.#clock.sleep(wait, signal);
    }
    return this.#send();
  }

  /** Records that the answer has started to arrive. */
  answered(request: SentRequest): void {
    request.took = this.#clock.now() - request.at;
    if (this.#fastest === 0 || request.took < this.#fastest) {
      this.#fastest = request.took;
    } else {
      // Follows a slower network over about 100 answers.
      this.#fastest += (request.took - this.#fastest) / 100;
    }
  }

  /**
   * Pauses all requests, and lowers the rate after that. A single refusal takes
   * little of the rate. The sooner another one follows, the more it takes.
   */
  refused(pauseMillis: number): void {
    const now = this.#clock.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseMillis);
    const since = now - this.#rateSet;
    if (since >= this.#pace.decreaseAtMostEveryMillis) {
      const lower = this.#rateAt(now) * this.#decrease(since);
      this.#rate = Math.max(this.#pace.slowestPerSecond, lower);
      this.#rateSet = now;
    }
  }

  #send(): SentRequest {
    const now = this.#clock.now();
    const last = this.#sent.at(-1);
    if (last === undefined || now - last.at > IDLE_MILLIS) {
      this.#mayConnect = 2 * this.#pace.requests;
    }
    this.#mayConnect -= 1;
    const request = { at: now, mayConnect: this.#mayConnect >= 0, took: 0 };
    this.#sent.push(request);
    if (this.#sent.length > this.#pace.requests) {
      this.#sent.shift();
    }
    return request;
  }

  #wait(): number {
    const { requests, burst, spacingMillis, pacedWindowMillis } = this.#pace;
    const now = this.#clock.now();
    const slowdown = this.#fullRate / this.#rateAt(now);
    const window = pacedWindowMillis * slowdown;
    let next = this.#arrival(1) + spacingMillis * slowdown;
    if (slowdown === 1) {
      next = Math.min(next, this.#arrival(burst) + window);
    }
    const limit = this.#arrival(requests) + window;
    return Math.max(this.#pausedUntil, limit, next) - now;
  }

  #rateAt(now: number): number {
    const seconds = (now - this.#rateSet) / 1000;
    const risen = this.#pace.increasePerSecondSquared * seconds * seconds;
    return Math.min(this.#fullRate, this.#rate + risen);
  }

  /** What a refusal leaves of the rate, by the time since the last decrease. */
  #decrease(sinceMillis: number): number {
    const { decrease, repeatedDecrease, repeatedWithinMillis } = this.#pace;
    const share = Math.min(1, sinceMillis / repeatedWithinMillis);
    return repeatedDecrease + (decrease - repeatedDecrease) * share;
  }

  /** When the nth last request arrived. Long ago if there were fewer requests. */
  #arrival(n: number): number {
    const request = this.#sent.at(-n);
    if (request === undefined) {
      return Number.NEGATIVE_INFINITY;
    }
    const late = request.took - this.#fastest;
    const jitter = this.#pace.pacedWindowMillis - this.#pace.windowMillis;
    return request.at + (request.mayConnect && late > jitter ? late : 0);
  }
}
