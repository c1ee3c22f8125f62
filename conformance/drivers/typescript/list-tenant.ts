/** Lists the tenants that stdin tells of, one a line, and says what it has got. */

import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import {
  Configuration,
  ListingError,
  ListSegments,
  Pacer,
  shareOf,
} from "segments-client";

interface Told {
  baseUrl: string;
  tenant: string;
  accessToken: string;
  pageSize?: number;
  startToken: string | null;
  share: number;
  timeoutMillis: number;
  deadlineMillis: number;
  pauseAfter: number;
}

const KINDS: Record<string, string> = {
  AuthenticationError: "authentication",
  NotPermittedError: "permission",
  InvalidRequestError: "invalid-request",
  RateLimitedError: "rate-limited",
  ServerError: "server",
  ConnectionFailedError: "connection",
  ProtocolError: "protocol",
};

const lines = createInterface({ input: stdin })[Symbol.asyncIterator]();
let said = "";

for (let line = await lines.next(); !line.done; line = await lines.next()) {
  await listTenant(JSON.parse(line.value)).catch(fail);
  flush();
}

async function listTenant(told: Told): Promise<void> {
  const listing = new ListSegments(
    new Configuration({
      basePath: told.baseUrl,
      accessToken: told.accessToken,
    }),
    {
      pacer: new Pacer(shareOf(ListSegments.PACE, told.share)),
      timeoutMillis: told.timeoutMillis,
      deadlineMillis: told.deadlineMillis,
    },
  );
  const rows = listing.rows(
    {
      amperityTenant: told.tenant,
      apiVersion: "2024-04-01",
      ...(told.pageSize && { limit: told.pageSize }),
    },
    { startingAt: told.startToken ?? undefined },
  );
  let count = 0;
  for await (const { id, name, status } of rows) {
    say({ row: { id, name, status } });
    if (++count === told.pauseAfter) {
      say({ end: "paused" });
      flush();
      await lines.next();
    }
  }
  say({ end: "complete" });
}

function fail(error: unknown): void {
  if (!(error instanceof ListingError)) {
    throw error;
  }
  say({
    error: KINDS[error.name],
    status: error.status ?? 0,
    attempts: error.attempts,
    token: error.token ?? null,
    message: error.message,
  });
}

function say(line: object): void {
  said += `${JSON.stringify(line)}\n`;
}

function flush(): void {
  stdout.write(said);
  said = "";
}
