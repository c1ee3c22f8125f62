/** Time and chance, which tests can control. In milliseconds. */
export interface Clock {
  /** A monotonic time. */
  now(): number;
  sleep(millis: number, signal?: AbortSignal): Promise<void>;
  /** A number from 0 to 1, for jitter. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep,
  random: () => Math.random(),
};

// setTimeout does not wait at all if the delay is longer.
const LONGEST = 2 ** 31 - 1;

/** Runs work with a signal that aborts after a time, or together with another. */
export async function withTimeout<Result>(
  millis: number,
  signal: AbortSignal | undefined,
  work: (limit: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = new AbortController();
  const abort = () => {
    limit.abort(signal?.reason);
  };
  const timeUp = () => {
    limit.abort(new DOMException("The operation timed out", "TimeoutError"));
  };
  signal?.throwIfAborted();
  signal?.addEventListener("abort", abort);
  const timer = setTimeout(timeUp, Math.min(millis, LONGEST));
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

async function sleep(millis: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(millis, LONGEST));
    signal?.addEventListener("abort", wake);
  });
  signal?.throwIfAborted();
}
