import assert from "node:assert/strict";
import { env } from "node:process";
import { it } from "node:test";
import { formatted } from "../paging/dates.js";

// East of Greenwich, where midnight is still the day before in UTC.
env.TZ = "Asia/Tokyo";

const instant = new Date("2026-01-31T23:59:59.5Z");
const day = new Date(2026, 0, 31);

void it("an instant has the format of RFC 3339", () => {
  assert.deepEqual(formatted({ since: instant }, { since: "date-time" }), {
    since: "2026-01-31T23:59:59.500Z",
  });
});

void it("a date is that of the local calendar", () => {
  assert.deepEqual(formatted({ day }, { day: "date" }), { day: "2026-01-31" });
});

void it("arrays and sets of dates become arrays of text", () => {
  const given = { days: [day, day], instants: new Set([instant]) };
  assert.deepEqual(formatted(given, { days: "date", instants: "date-time" }), {
    days: ["2026-01-31", "2026-01-31"],
    instants: ["2026-01-31T23:59:59.500Z"],
  });
});

void it("other parameters stay as they are", () => {
  const given = { since: instant, text: "a", none: undefined, nothing: null };
  assert.deepEqual(formatted(given, { none: "date", nothing: "date" }), given);
});
