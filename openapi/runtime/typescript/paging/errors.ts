/** The parts of an error other than its message. */
export interface Details {
  readonly status?: number | undefined;
  readonly serverMessage?: string | undefined;
  readonly requestId?: string | undefined;
  readonly traceId?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAfterMillis?: number | undefined;
  readonly attempts?: number | undefined;
}

/** A page could not be fetched. */
export class ListingError extends Error {
  override readonly name: string = "ListingError";
  readonly status: number | undefined;
  readonly serverMessage: string | undefined;
  readonly requestId: string | undefined;
  readonly traceId: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMillis: number;

  /** The number of requests that were sent for the page. */
  attempts: number;

  #token: string | undefined;

  constructor(message: string, details: Details = {}) {
    super(message);
    this.status = details.status;
    this.serverMessage = details.serverMessage;
    this.requestId = details.requestId;
    this.traceId = details.traceId;
    this.retryable = details.retryable ?? false;
    this.retryAfterMillis = details.retryAfterMillis ?? 0;
    this.attempts = details.attempts ?? 1;
  }

  /**
   * The token of the page, to resume from: all rows before it were delivered. It is
   * undefined for the first page. A log of the error does not show it.
   */
  get token(): string | undefined {
    return this.#token;
  }

  set token(token: string | undefined) {
    this.#token = token;
  }
}

/** 401: the credentials are wrong or have expired. */
export class AuthenticationError extends ListingError {
  override readonly name = "AuthenticationError";
}

/** 403: the credentials do not permit this request. */
export class NotPermittedError extends ListingError {
  override readonly name = "NotPermittedError";
}

/** 400, 404 or another 4xx status, or a request that cannot be sent. */
export class InvalidRequestError extends ListingError {
  override readonly name = "InvalidRequestError";
}

/** 429 until the deadline, or the rate limit allows no request before it. */
export class RateLimitedError extends ListingError {
  override readonly name = "RateLimitedError";
}

/** A 5xx status, or a transient 4xx status, after all retries. */
export class ServerError extends ListingError {
  override readonly name = "ServerError";
}

/** No complete answer: the connection failed or broke, or a time limit passed. */
export class ConnectionFailedError extends ListingError {
  override readonly name = "ConnectionFailedError";
}

/** An answer that breaks the contract. */
export class ProtocolError extends ListingError {
  override readonly name = "ProtocolError";
}
