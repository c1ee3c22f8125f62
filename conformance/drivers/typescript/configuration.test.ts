/** The settings of all requests, in the generated client. */

import assert from "node:assert/strict";
import { it } from "node:test";
import { inspect } from "node:util";
import { Configuration, paging, type runtime } from "segments-client";

const url = "/api/segments"; // a page may send requests to its own server

async function sent(
  configuration: Configuration,
  headers: Record<string, string>,
  query = "",
): Promise<runtime.FetchParams> {
  const [first] = configuration.middleware;
  const context = { fetch, url: `${url}${query}`, init: { headers } };
  const prepared = await first?.pre?.(context);
  assert.ok(prepared);
  return prepared;
}

void it("a request names the version of the API, once", async () => {
  const configuration = new Configuration();
  const byHeader = await sent(configuration, { "API-Version": "1" });
  assert.deepEqual(byHeader.init.headers, { "API-Version": "1" });

  const byQuery = await sent(configuration, {}, "?api_version=1");
  assert.deepEqual(byQuery.init.headers, {});

  const byDefault = await sent(configuration, {});
  const headers = new Headers(byDefault.init.headers);
  assert.match(headers.get("api-version") ?? "", /^\d{4}-\d\d-\d\d$/);
});

void it("no request follows a redirect", async () => {
  const { init } = await sent(new Configuration(), {});
  assert.equal(init.redirect, "manual");
});

void it("an access token of OAuth gets its scheme", async () => {
  const configuration = new Configuration({ accessToken: "a token" });
  const Authorization = await configuration.accessToken?.();
  assert.ok(Authorization);
  const { init } = await sent(configuration, { Authorization });
  const headers = new Headers(init.headers);
  assert.equal(headers.get("Authorization"), "Bearer a token");
});

void it("a header that HTTP does not allow is refused without its value", async () => {
  const headers = { Authorization: "Bearer a\nsecret" };
  await assert.rejects(sent(new Configuration(), headers), (error) => {
    assert.ok(error instanceof paging.InvalidRequestError);
    assert.doesNotMatch(inspect(error), /a.secret/s);
    return true;
  });
});

void it("an API key may be a cookie", async () => {
  const configuration = new Configuration({
    apiKey: (name) => `key of ${name}`,
  });
  const cookies = configuration.withCookies(["a", "b"], { cache: "no-store" });
  const init = { method: "GET", headers: { accept: "any" } } as const;
  const context = { path: url, method: "GET", headers: {} } as const;
  assert.deepEqual(await cookies({ init, context }), {
    cache: "no-store",
    headers: { accept: "any", Cookie: "a=key of a; b=key of b" },
  });
  assert.ok(configuration.secrets.includes("key of a"));
});

void it("the last credentials are the secrets, and no log shows them", async () => {
  let renewals = 0;
  const configuration = new Configuration({
    accessToken: () => `Bearer token ${(++renewals).toString()}`,
    apiKey: (name) => `key in ${name}`,
    username: "me",
    password: "password",
  });
  await configuration.accessToken?.();
  await configuration.accessToken?.();
  await configuration.apiKey?.("X-Key");
  assert.deepEqual(configuration.secrets, [
    "token 2",
    "key in X-Key",
    "password",
    btoa("me:password"),
  ]);
  assert.equal(inspect(configuration, { depth: 9 }), "Configuration {}");
});
