/** Lists a tenant for each line of stdin, and prints its rows and how it ended. */

import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import {
  AccessTokensApi,
  Configuration,
  ListSegments,
  paging,
  runtime,
  type Segment,
  SegmentsApi,
} from "segments-client";

interface Options {
  baseUrl: string;
  tenant: string;
  accessToken?: string;
  clientId?: string;
  clientSecret?: string;
  apiVersion?: string;
  onePage?: boolean;
  virtualTime?: boolean;
  withTotal?: boolean;
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
  await listTenant(JSON.parse(line.value) as Options).catch(emitError);
  flush();
}

async function listTenant(options: Options): Promise<void> {
  const accessToken = options.accessToken ?? (await newAccessToken(options));
  if (accessToken === undefined) {
    return;
  }
  const configuration = new Configuration({
    basePath: options.baseUrl,
    accessToken,
  });
  if (options.onePage) {
    const page = await new SegmentsApi(configuration).listSegments({
      amperityTenant: options.tenant,
    });
    page.data.forEach(emitRow);
    emit({ end: "complete" });
    return;
  }
  const clock = options.virtualTime ? virtualTime() : undefined;
  const pace = paging.shareOf(ListSegments.PACE, options.share);
  const listing = new ListSegments(configuration, {
    pacer: new paging.Pacer(pace, clock),
    clock,
    attempts: options.attempts,
    timeoutMillis: options.timeoutMillis,
    deadlineMillis: options.deadlineMillis,
    maxEmptyPages: options.maxEmptyPages,
  });
  console.error(configuration, listing, new AccessTokensApi(configuration));
  const parameters = {
    amperityTenant: options.tenant,
    ...(options.apiVersion && { apiVersion: options.apiVersion }),
    ...(options.pageSize && { limit: options.pageSize }),
  };
  const start = { startingAt: options.startToken ?? undefined };
  if (options.withTotal) {
    let total: number | undefined;
    const withTotal = { ...parameters, withTotal: true };
    for await (const page of listing.pages(withTotal, start)) {
      total ??= page.total;
      page.data.forEach(emitRow);
    }
    emit({ end: "complete", total });
    return;
  }
  let count = 0;
  for await (const row of listing.rows(parameters, start)) {
    emitRow(row);
    if (++count === options.pauseAfter) {
      emit({ end: "paused" });
      flush();
      await lines.next();
    }
  }
  emit({ end: "complete" });
}

/** A clock that stands still. A sleep puts it forward. */
function virtualTime(): paging.Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: (millis) => {
      now += millis;
      emit({ slept: Math.round(millis) });
      return Promise.resolve();
    },
    random: () => 1,
  };
}

async function newAccessToken({
  baseUrl,
  tenant,
  clientId = "",
  clientSecret = "",
}: Options): Promise<string | undefined> {
  try {
    const answer = await new AccessTokensApi(
      new Configuration({ basePath: baseUrl }),
    ).createAccessToken({
      xAmperityTenant: tenant,
      grantType: "client_credentials",
      clientId,
      clientSecret,
    });
    console.error(answer);
    return answer.accessToken;
  } catch (error) {
    const status =
      error instanceof runtime.ResponseError ? error.response.status : 0;
    const kinds: Record<number, string> = { 4: "invalid-request", 5: "server" };
    const kind = kinds[Math.floor(status / 100)] ?? "protocol";
    emit({ error: kind, message: String(error) });
    return undefined;
  }
}

function emitRow({ id, name, status }: Segment): void {
  emit({ row: { id, name, status } });
}

function emitError(error: unknown): void {
  if (!(error instanceof paging.ListingError)) {
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
