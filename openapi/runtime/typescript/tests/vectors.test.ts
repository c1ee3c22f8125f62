/** Runs the vectors that the clients of all languages share. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { env } from "node:process";
import { describe, it } from "node:test";
import { retryAfterMillis } from "../paging/answers.js";
import {
  type Clock,
  Listing,
  ListingError,
  type Pace,
  Pacer,
  ProtocolError,
  type Retries,
} from "../paging/index.js";
import { Attempts, backoff, isRetryable } from "../paging/retries.js";
import * as shapes from "../paging/shapes.js";

interface PacerVectors {
  readonly "x-rate-limit": {
    readonly requests: number;
    readonly windowMillis: number;
    readonly pace: {
      readonly burst: number;
      readonly spacingMillis: number;
      readonly windowMillis: number;
    };
    readonly refused: Pick<
      Pace,
      | "decrease"
      | "repeatedDecrease"
      | "repeatedWithinMillis"
      | "decreaseAtMostEveryMillis"
      | "increasePerSecondSquared"
      | "slowestPerSecond"
    >;
  };
  readonly vectors: readonly {
    readonly name: string;
    readonly events: readonly {
      readonly call?: number;
      readonly starts?: number;
      readonly answered?: number;
      readonly refused?: number;
      readonly at?: number;
    }[];
  }[];
}

interface RetriesVectors {
  readonly "x-retries": Retries;
  readonly backoff: readonly {
    readonly failures: number;
    readonly random: number;
    readonly millis: number;
  }[];
  readonly pages: readonly RetriedPage[];
}

interface RetriedPage {
  readonly name: string;
  readonly random: number;
  readonly deadlineMillis: number;
  readonly failures: readonly {
    readonly status?: number;
    readonly takesMillis?: number;
    readonly retryAfterMillis?: number;
  }[];
  readonly waits: readonly number[];
  readonly ends: string;
  readonly requests: number;
}

interface RetryAfterVectors {
  readonly now: number;
  readonly vectors: readonly {
    readonly name: string;
    readonly retryAfter: string | null;
    readonly date?: string;
    readonly millis: number;
  }[];
}

interface TokensVectors {
  readonly maxEmptyPages: number;
  readonly vectors: readonly {
    readonly name: string;
    readonly start: string | null;
    readonly answers: readonly {
      readonly rows: number;
      readonly token?: string | null;
    }[];
    readonly requests: readonly (string | null)[];
    readonly ends: string;
  }[];
}

const pacerVectors = read("pacer") as PacerVectors;
const retriesVectors = read("retries") as RetriesVectors;
const retryAfterVectors = read("retry-after") as RetryAfterVectors;
const tokensVectors = read("tokens") as TokensVectors;

function read(name: string): unknown {
  const path = `${env.VECTORS ?? "."}/${name}.json`;
  return JSON.parse(readFileSync(path, "utf8"));
}

/** A clock that stands still. A sleep puts it forward. */
class VirtualTime implements Clock {
  #now = 0;
  readonly #random: number;

  constructor(random = 0) {
    this.#random = random;
  }

  now(): number {
    return this.#now;
  }

  sleep(millis: number): Promise<void> {
    this.#now += millis;
    return Promise.resolve();
  }

  random(): number {
    return this.#random;
  }

  reach(instant: number): void {
    this.#now = Math.max(this.#now, instant);
  }
}

function pace(): Pace {
  const { requests, windowMillis, pace, refused } =
    pacerVectors["x-rate-limit"];
  return {
    requests,
    windowMillis,
    burst: pace.burst,
    spacingMillis: pace.spacingMillis,
    pacedWindowMillis: pace.windowMillis,
    ...refused,
  };
}

function assertNear(actual: number, expected: number, tolerance = 1): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `expected ${expected.toString()}, but it was ${actual.toString()}`,
  );
}

void describe("requests start when the vectors say", () => {
  for (const { name, events } of pacerVectors.vectors) {
    void it(name, async () => {
      const time = new VirtualTime();
      const pacer = new Pacer(pace(), time);
      const sent = [];
      for (const { call, starts = 0, answered, refused, at = 0 } of events) {
        time.reach(call ?? at);
        if (call !== undefined) {
          const request = await pacer.acquire(Number.POSITIVE_INFINITY);
          assert.ok(request);
          sent.push(request);
          assertNear(time.now(), starts, 1 + starts / 1000);
        }
        const request = answered === undefined ? undefined : sent[answered - 1];
        if (request !== undefined) {
          pacer.answered(request);
        }
        if (refused !== undefined) {
          pacer.refused(refused);
        }
      }
    });
  }

  void it("a turn after the deadline is refused", async () => {
    const pacer = new Pacer({ ...pace(), burst: 1 }, new VirtualTime());
    assert.ok(await pacer.acquire(0));
    assert.equal(await pacer.acquire(103), undefined);
    assert.ok(await pacer.acquire(104));
  });
});

void describe("the backoff is that of the vectors", () => {
  for (const { failures, random, millis } of retriesVectors.backoff) {
    void it(`${failures.toString()} failures, ${random.toString()}`, () => {
      const wait = backoff(retriesVectors["x-retries"], failures, random);
      assertNear(wait, millis);
    });
  }
});

void describe("a page is retried as the vectors say", () => {
  for (const page of retriesVectors.pages) {
    void it(page.name, async () => {
      const { waits, ends, requests } = await retried(page);
      assert.equal(ends, page.ends);
      assert.equal(requests, page.requests);
      assert.equal(waits.length, page.waits.length);
      for (const [index, wait] of page.waits.entries()) {
        assertNear(waits[index] ?? Number.NaN, wait);
      }
    });
  }
});

async function retried(
  page: RetriedPage,
): Promise<Pick<RetriedPage, "waits" | "ends" | "requests">> {
  const retries = retriesVectors["x-retries"];
  const time = new VirtualTime(page.random);
  const attempts = new Attempts(retries, page.deadlineMillis, time);
  const waits = [];
  for (const { status, takesMillis = 0, retryAfterMillis } of page.failures) {
    await time.sleep(takesMillis);
    const retryable = status === undefined || isRetryable(retries, status);
    const details = { status, retryable, retryAfterMillis };
    try {
      const wait = attempts.waitAfter(new ListingError("a failure", details));
      waits.push(wait);
      await time.sleep(wait);
    } catch (error) {
      assert.ok(error instanceof ListingError);
      return { waits, ends: "failure", requests: error.attempts };
    }
  }
  return { waits, ends: "page", requests: page.failures.length + 1 };
}

void describe("Retry-After is read as the vectors say", () => {
  for (const { name, retryAfter, date, millis } of retryAfterVectors.vectors) {
    void it(name, () => {
      const wait = retryAfterMillis(
        retryAfter ?? "",
        date ?? "",
        retryAfterVectors.now,
      );
      assertNear(wait, millis);
    });
  }
});

interface Page {
  readonly items: readonly unknown[];
  readonly nextToken?: string | null;
}

class Walk extends Listing<unknown, Page, { readonly class: string }> {
  constructor(send: (token: unknown) => unknown) {
    const PAGING = {
      request: "GET /rows",
      token: "page_token",
      nextToken: "next_token",
      rows: "rows",
      maxEmptyPages: tokensVectors.maxEmptyPages,
      parameters: { page_token: "pageToken" },
      dates: {},
    };
    const RETRIES = retriesVectors["x-retries"];
    super(
      { PAGING, PACE: pace(), RETRIES },
      {
        send: (parameters: Readonly<Record<string, unknown>>) => {
          assert.equal(parameters.class, "a");
          const body = JSON.stringify(send(parameters.pageToken));
          return Promise.resolve({ raw: new Response(body) });
        },
        shape: shapes.record([
          ["rows", "items", shapes.listOf(shapes.integer)],
          ["next_token", "nextToken", shapes.optional(shapes.type("string"))],
        ]),
        fromJSON: (json) => {
          const { rows, next_token } = json as {
            rows: readonly unknown[];
            next_token?: string | null;
          };
          return { items: rows, nextToken: next_token ?? null };
        },
        secrets: () => [],
      },
      { clock: new VirtualTime() },
    );
  }
}

void describe("a listing ends as the vectors say", () => {
  for (const {
    name,
    start,
    answers,
    requests,
    ends,
  } of tokensVectors.vectors) {
    void it(name, async () => {
      const sent: unknown[] = [];
      const walk = new Walk((token) => {
        sent.push(token ?? null);
        const answer = answers[sent.length - 1];
        assert.ok(answer);
        return {
          rows: Array<number>(answer.rows).fill(0),
          next_token: answer.token,
        };
      });
      const pages = walk.pages(
        { class: "a" },
        { startingAt: start ?? undefined },
      );
      assert.equal(await end(pages), ends);
      assert.deepEqual(sent, requests);
    });
  }
});

async function end(pages: AsyncIterable<unknown>): Promise<string> {
  try {
    for await (const page of pages) {
      assert.ok(page);
    }
    return "complete";
  } catch (error) {
    assert.ok(error instanceof ProtocolError);
    return "protocol";
  }
}
