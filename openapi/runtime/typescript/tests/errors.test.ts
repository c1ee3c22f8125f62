/** What the error for an answer shows of its request. */

import assert from "node:assert/strict";
import { it } from "node:test";
import { inspect } from "node:util";
import {
  InvalidRequestError,
  Listing,
  type ListingError,
} from "../paging/index.js";
import * as shapes from "../paging/shapes.js";

const PACE = {
  requests: 1,
  windowMillis: 1,
  burst: 1,
  spacingMillis: 1,
  pacedWindowMillis: 1,
  decrease: 0.5,
  repeatedDecrease: 0.5,
  repeatedWithinMillis: 1,
  decreaseAtMostEveryMillis: 1,
  increasePerSecondSquared: 1,
  slowestPerSecond: 1,
};

const RETRIES = {
  statuses: [],
  waitedOut: [],
  attempts: 1,
  backoffMillis: 1,
  jitter: 0,
  longestBackoffMillis: 1,
  longestRetryAfterMillis: 1,
  deadlineMillis: 60_000,
};

const PAGING = {
  request: "GET /rows",
  token: "page_token",
  nextToken: "next_token",
  rows: "rows",
  maxEmptyPages: 0,
  parameters: { page_token: "pageToken" },
  dates: {},
};

/** A listing whose server refuses every request with a message. */
class Refused extends Listing<unknown, object, Record<string, never>> {
  constructor(message: string) {
    const body = JSON.stringify({ message, request_id: message });
    super(
      { PAGING, PACE, RETRIES },
      {
        send: () =>
          Promise.resolve({ raw: new Response(body, { status: 400 }) }),
        shape: shapes.unchecked,
        fromJSON: () => ({}),
        secrets: () => [],
      },
      {},
    );
  }
}

async function error(
  token: string | undefined,
  message: string,
): Promise<ListingError> {
  try {
    await new Refused(message).pages({}, { startingAt: token }).next();
  } catch (error) {
    assert.ok(error instanceof InvalidRequestError);
    return error;
  }
  return assert.fail("there is no error");
}

const echoes: readonly (readonly [token: string, message: string])[] = [
  ["eyJwYWdlIjoyfQ==", "no page eyJwYWdlIjoyfQ=="],
  ["eyJwYWdlIjoyfQ==", "no page EYJWYWDLIJOYFQ=="],
  ["eyJwY+/=", "no page eyJwY%2B%2F%3D is 100 % right"],
  ["12345678", "no page 12345678"],
];

for (const [token, message] of echoes) {
  void it(`the message "${message}" is not shown`, async () => {
    const shown = await error(token, message);
    assert.equal(shown.message, "GET /rows returned 400");
    assert.equal(shown.serverMessage, undefined);
    assert.equal(shown.requestId, undefined);
    assert.equal(shown.token, token);
    assert.ok(!inspect(shown, { depth: 9, showHidden: true }).includes(token));
    assert.ok(!JSON.stringify(shown).includes(token));
  });
}

void it("a short token may be a word of any message", async () => {
  const shown = await error("page", "no such page");
  assert.equal(shown.message, "GET /rows returned 400: no such page");
});

void it("a message without the page token is shown", async () => {
  for (const token of [undefined, "", "eyJwYWdlIjoyfQ=="]) {
    const shown = await error(token, "the token is too old");
    assert.equal(shown.message, "GET /rows returned 400: the token is too old");
    assert.equal(shown.serverMessage, "the token is too old");
  }
});
