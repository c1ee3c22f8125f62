import {
  AuthenticationError,
  type Details,
  InvalidRequestError,
  type ListingError,
  NotPermittedError,
  ProtocolError,
  RateLimitedError,
  ServerError,
} from "./errors.js";
import { repeats } from "./secrecy.js";
import type { Shape } from "./shapes.js";

type ErrorType = new (message: string, details: Details) => ListingError;

/** An answer with its whole body. */
export interface Answer {
  readonly request: string;
  readonly status: number;
  readonly retryAfter: string;
  readonly date: string;
  readonly body: ArrayBuffer;
}

/** Decodes the body of a 200. One that is not JSON is worth a retry. */
export function decode<Page>(
  answer: Answer,
  shape: Shape,
  fromJSON: (json: unknown) => Page,
): Page {
  const value = parse(answer.body);
  if (value === undefined) {
    throw new ProtocolError(
      `${answer.request} returned 200 but the body is not JSON`,
      { status: 200, retryable: true },
    );
  }
  const fault = shape.check(value, "the body");
  if (fault !== undefined) {
    throw new ProtocolError(`${answer.request} returned 200 but ${fault}`, {
      status: 200,
    });
  }
  return fromJSON(value);
}

/** Makes the error for another status. Its body may be that of a proxy. */
export function toError(
  answer: Answer,
  secrets: readonly string[],
  retryable: boolean,
  epochMillis: number,
): ListingError {
  const body = parse(answer.body);
  const text = (field: string) => textOf(body, field, secrets);
  const serverMessage = text("message");
  const reason = serverMessage === undefined ? "" : `: ${serverMessage}`;
  const status = answer.status.toString();
  const type = errorType(answer.status, retryable);
  return new type(`${answer.request} returned ${status}${reason}`, {
    status: answer.status,
    serverMessage,
    requestId: text("request_id"),
    traceId: text("trace_id"),
    retryable,
    retryAfterMillis: retryAfterMillis(
      answer.retryAfter,
      answer.date,
      epochMillis,
    ),
  });
}

/**
 * Reads seconds or a date, which is relative to the server's own clock. Takes the first
 * valid value if there are several. A past date gives 0.
 */
export function retryAfterMillis(
  retryAfter: string,
  date: string,
  epochMillis: number,
): number {
  const serverMillis = dates(date)[0] ?? epochMillis;
  for (const value of values(retryAfter)) {
    if (/^\d+(\.\d+)?$/.test(value)) {
      return Number(value) * 1000;
    }
    const [instant] = dates(value);
    if (instant !== undefined) {
      return Math.max(0, instant - serverMillis);
    }
  }
  return 0;
}

function dates(header: string): number[] {
  return values(header)
    .filter((value) => /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value))
    .filter(isInCalendar)
    .map(instantOf);
}

function instantOf(date: string): number {
  // The oldest date format of HTTP does not name its zone, which is GMT.
  return Date.parse(date.endsWith("GMT") ? date : `${date} GMT`);
}

/** Date.parse takes 31 November for 1 December. The day is the first number. */
function isInCalendar(date: string): boolean {
  const day = Number(/\d+/.exec(date)?.[0]);
  return new Date(instantOf(date)).getUTCDate() === day;
}

/** Splits at commas, but not at the one after the name of a day. */
function values(header: string): string[] {
  return header
    .split(/,(?!\s*\d\d[ -][A-Z][a-z]{2}[ -])/)
    .map((value) => value.trim());
}

function errorType(status: number, transient: boolean): ErrorType {
  switch (status) {
    case 401:
      return AuthenticationError;
    case 403:
      return NotPermittedError;
    case 429:
      return RateLimitedError;
  }
  if (status >= 500 || transient) {
    return ServerError;
  }
  return status >= 400 ? InvalidRequestError : ProtocolError;
}

// Two halves of a surrogate pair, one half, or another escape sequence.
const ESCAPE = /\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)/g;

/** Decodes JSON, with U+FFFD for half of a surrogate pair. */
function parse(body: ArrayBuffer): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const wellFormed = text.replace(ESCAPE, (whole, half?: string) =>
      half === undefined ? whole : "\\ufffd",
    );
    return JSON.parse(wellFormed);
  } catch {
    return undefined;
  }
}

function textOf(
  body: unknown,
  field: string,
  secrets: readonly string[],
): string | undefined {
  const value = (body as Record<string, unknown> | null | undefined)?.[field];
  const isShown =
    typeof value === "string" &&
    value !== "" &&
    !secrets.some((secret) => repeats(value, secret));
  return isShown ? value : undefined;
}
