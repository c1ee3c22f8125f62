/** Lists a tenant for each line of stdin, and prints its rows and how it ended. */

import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import {
  Configuration,
  ListingError,
  ListSegments,
  Pacer,
  shareOf,
} from "segments-client";

interface Options {
  baseUrl: string;
  tenant: string;
  accessToken: string;
  pageSize?: number;
  startToken: string | null;
  share: number;
  attempts?: number;
  maxEmptyPages?: number;
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
let output = "";

for (let line = await lines.next(); !line.done; line = await lines.next()) {
  await listTenant(JSON.parse(line.value)).catch(emitError);
  flush();
}

async function listTenant(options: Options): Promise<void> {
  const listing = new ListSegments(
    new Configuration({
      basePath: options.baseUrl,
      accessToken: options.accessToken,
    }),
    {
      pacer: new Pacer(shareOf(ListSegments.PACE, options.share)),
      attempts: options.attempts ?? ListSegments.ATTEMPTS,
      timeoutMillis: options.timeoutMillis,
      deadlineMillis: options.deadlineMillis,
      maxEmptyPages: options.maxEmptyPages ?? ListSegments.MAX_EMPTY_PAGES,
    },
  );
  const rows = listing.rows(
    {
      amperityTenant: options.tenant,
      apiVersion: "2024-04-01",
      ...(options.pageSize && { limit: options.pageSize }),
    },
    { startingAt: options.startToken ?? undefined },
  );
  let count = 0;
  for await (const { id, name, status } of rows) {
    emit({ row: { id, name, status } });
    if (++count === options.pauseAfter) {
      emit({ end: "paused" });
      flush();
      await lines.next();
    }
  }
  emit({ end: "complete" });
}

function emitError(error: unknown): void {
  if (!(error instanceof ListingError)) {
    throw error;
  }
  emit({
    error: KINDS[error.name],
    status: error.status ?? 0,
    attempts: error.attempts,
    token: error.token ?? null,
    message: error.message,
  });
}

function emit(line: object): void {
  output += `${JSON.stringify(line)}\n`;
}

function flush(): void {
  stdout.write(output);
  output = "";
}
