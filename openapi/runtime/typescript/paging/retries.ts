import type { Clock } from "./clock.js";
import type { ListingError } from "./errors.js";

/**
 * Which statuses are retried, and the waits in between, from the contract.
 *
 * Answers with a status in `waitedOut` ask the client to slow down. They do not
 * count as attempts, and have a backoff of their own.
 */
export interface Retries {
  readonly statuses: readonly number[];
  readonly waitedOut: readonly number[];
  readonly attempts: number;
  readonly backoffMillis: number;
  readonly jitter: number;
  readonly longestBackoffMillis: number;
  readonly longestRetryAfterMillis: number;
  readonly deadlineMillis: number;
}

/** Whether a later attempt may have another answer. */
export function isRetryable(retries: Retries, status: number): boolean {
  return retries.statuses.includes(status) || isWaitedOut(retries, status);
}

export function isWaitedOut(
  { waitedOut }: Retries,
  status: number | undefined,
): boolean {
  return status !== undefined && waitedOut.includes(status);
}

/** The wait after the nth failure. The random number is from 0 to 1. */
export function backoff(
  retries: Retries,
  failures: number,
  random: number,
): number {
  const doubled = retries.backoffMillis * 2 ** (failures - 1);
  const full = Math.min(doubled, retries.longestBackoffMillis);
  return full * (1 - retries.jitter * random);
}

/** The attempts for one page so far. */
export class Attempts {
  readonly #retries: Retries;
  readonly #deadline: number;
  readonly #clock: Clock;
  #sent = 0;
  #failures = 0;
  #refusals = 0;

  constructor(retries: Retries, deadline: number, clock: Clock) {
    this.#retries = retries;
    this.#deadline = deadline;
    this.#clock = clock;
  }

  /** Returns the wait until the next attempt. Throws the error if there is none. */
  waitAfter(error: ListingError): number {
    this.#sent += error.attempts;
    error.attempts = this.#sent;
    const wait = Math.max(this.#backoff(error.status), error.retryAfterMillis);
    if (
      !error.retryable ||
      this.#failures >= this.#retries.attempts ||
      error.retryAfterMillis > this.#retries.longestRetryAfterMillis ||
      this.#clock.now() + wait >= this.#deadline
    ) {
      throw error;
    }
    return wait;
  }

  #backoff(status: number | undefined): number {
    const random = this.#clock.random();
    if (isWaitedOut(this.#retries, status)) {
      this.#refusals += 1;
      return backoff(this.#retries, this.#refusals, random);
    }
    this.#refusals = 0;
    this.#failures += 1;
    return backoff(this.#retries, this.#failures, random);
  }
}
