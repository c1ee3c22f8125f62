import { type Answer, decode, toError } from "./answers.js";
import { type Clock, withTimeout } from "./clock.js";
import {
  ConnectionFailedError,
  ListingError,
  RateLimitedError,
} from "./errors.js";
import type { Pacer } from "./pacer.js";
import { Attempts, isRetryable, isWaitedOut, type Retries } from "./retries.js";
import { SHORTEST } from "./secrecy.js";
import type { Shape } from "./shapes.js";

/** The call of the generated client for one page, and how to read its answer. */
export interface Operation<Page> {
  /** The type of the parameters is known to the generated code only. */
  readonly send: (
    parameters: never,
    init: RequestInit,
  ) => Promise<{ readonly raw: Response }>;
  readonly shape: Shape;
  readonly fromJSON: (json: unknown) => Page;
  /** The secrets that the last request had. */
  readonly secrets: () => readonly string[];
}

export interface SenderSettings {
  /** The method and path of the requests, for messages. */
  readonly request: string;
  readonly windowMillis: number;
  readonly retries: Retries;
  readonly pacer: Pacer;
  readonly timeoutMillis: number;
  readonly deadlineMillis: number;
  readonly clock: Clock;
}

/** Sends requests within the rate limit, and retries transient errors. */
export class Sender<Page> {
  readonly #operation: Operation<Page>;
  readonly #settings: SenderSettings;

  constructor(operation: Operation<Page>, settings: SenderSettings) {
    this.#operation = operation;
    this.#settings = settings;
  }

  /** Fetches one page, whose token is among the parameters. */
  async fetch(
    parameters: Readonly<Record<string, unknown>>,
    token: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Page> {
    const { retries, deadlineMillis, clock } = this.#settings;
    const deadline = clock.now() + deadlineMillis;
    const attempts = new Attempts(retries, deadline, clock);
    for (;;) {
      let wait: number;
      try {
        const answer = await this.#answer(parameters, deadline, signal);
        return this.#read(answer, token);
      } catch (error) {
        if (!(error instanceof ListingError)) {
          throw error;
        }
        wait = attempts.waitAfter(error);
      }
      await clock.sleep(wait, signal);
    }
  }

  async #answer(
    parameters: Readonly<Record<string, unknown>>,
    deadline: number,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const { request, pacer, timeoutMillis, clock } = this.#settings;
    const sent = await pacer.acquire(deadline, signal);
    if (sent === undefined) {
      throw new RateLimitedError(
        `${request} was not sent: the rate limit does not allow it in time`,
        { attempts: 0 },
      );
    }
    const left = Math.min(timeoutMillis, deadline - clock.now());
    try {
      return await withTimeout(left, signal, async (limit) => {
        const response = await this.#headers(parameters, limit);
        pacer.answered(sent);
        return await this.#whole(response);
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }

  async #headers(
    parameters: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Response> {
    try {
      const given = parameters as never;
      return (await this.#operation.send(given, { signal })).raw;
    } catch (error) {
      if (isResponseError(error)) {
        return error.response;
      }
      throw isFetchError(error) ? this.#incomplete(error) : error;
    }
  }

  async #whole(response: Response): Promise<Answer> {
    try {
      return {
        request: this.#settings.request,
        status: response.status,
        retryAfter: response.headers.get("Retry-After") ?? "",
        date: response.headers.get("Date") ?? "",
        body: await response.arrayBuffer(),
      };
    } catch (error) {
      throw this.#incomplete(error);
    }
  }

  #read(answer: Answer, token = ""): Page {
    const { windowMillis, retries, pacer } = this.#settings;
    const { shape, fromJSON, secrets } = this.#operation;
    if (answer.status === 200) {
      return decode(answer, shape, fromJSON);
    }
    const retryable = isRetryable(retries, answer.status);
    // Messages are logged, and a page token does not belong there.
    const hidden = token.length < SHORTEST ? secrets() : [...secrets(), token];
    const error = toError(answer, hidden, retryable, Date.now());
    if (isWaitedOut(retries, answer.status)) {
      const longest = retries.longestRetryAfterMillis;
      const asked = Math.min(error.retryAfterMillis, longest);
      pacer.refused(Math.max(windowMillis, asked));
    }
    throw error;
  }

  #incomplete(error: unknown): ConnectionFailedError {
    // Without the message of the cause: it may quote the request.
    const { request } = this.#settings;
    const message = `${request} got no complete answer: ${rootCause(error)}`;
    return new ConnectionFailedError(message, { retryable: true });
  }
}

/** What the generated client throws for a status other than 2xx. */
function isResponseError(
  error: unknown,
): error is Error & { readonly response: Response } {
  return error instanceof Error && error.name === "ResponseError";
}

/** What the generated client throws if fetch fails. */
function isFetchError(error: unknown): boolean {
  return error instanceof Error && error.name === "FetchError";
}

/** Such as ECONNREFUSED: fetch wraps the cause, sometimes more than once. */
function rootCause(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) {
    inner = inner.cause;
  }
  const { code, name } = inner as { code?: unknown; name?: unknown };
  return String(typeof code === "string" ? code : name);
}
