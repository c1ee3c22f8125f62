import { DEFAULT_HEADERS, USER_AGENT } from "./contract.js";
import { InvalidRequestError } from "./paging/errors.js";
import * as runtime from "./runtime.js";

/**
 * The settings of all requests. The base path may end with a slash.
 *
 * No request follows a redirect: it would send the credentials, or the form of a token
 * endpoint, to another server.
 */
export class Configuration extends runtime.Configuration {
  // Not more than the last ones, because an access token may be renewed.
  readonly #secrets = new Map<string, string>();

  constructor(parameters: runtime.ConfigurationParameters = {}) {
    super(parameters);
    // Logs of this object must not show the credentials.
    Object.defineProperty(this, "configuration", { enumerable: false });
  }

  /** The secrets of the last request, which no message may repeat. */
  get secrets(): readonly string[] {
    const { username = "", password = "" } = this;
    return [
      ...this.#secrets.values(),
      password,
      password && base64(`${username}:${password}`),
    ].filter(Boolean);
  }

  override get basePath(): string {
    return super.basePath.replace(/\/+$/, "");
  }

  override get accessToken(): runtime.Configuration["accessToken"] {
    const given = super.accessToken;
    return (
      given &&
      (async (name, scopes) =>
        this.#remembered("access token", await given(name, scopes)))
    );
  }

  override get apiKey(): runtime.Configuration["apiKey"] {
    const given = super.apiKey;
    return given && (async (name) => this.#remembered(name, await given(name)));
  }

  override get headers(): runtime.HTTPHeaders {
    const inBrowser = typeof document !== "undefined"; // which names itself
    return {
      ...(!inBrowser && { "User-Agent": USER_AGENT }),
      ...super.headers,
    };
  }

  override get middleware(): runtime.Middleware[] {
    const pre = (context: runtime.RequestContext) =>
      Promise.resolve(this.#prepared(context));
    return [{ pre }, ...super.middleware];
  }

  /** Adds the API key to a request, as cookies: the generated code omits it. */
  withCookies(
    names: readonly string[],
    overrides: RequestInit,
  ): runtime.InitOverrideFunction {
    return async ({ init }) => {
      const keys = names.map(async (name) => {
        const key = await this.apiKey?.(name);
        return key === undefined ? [] : [`${name}=${key}`];
      });
      const cookies = (await Promise.all(keys)).flat();
      return {
        ...overrides,
        headers: {
          ...init.headers,
          ...(cookies.length > 0 && { Cookie: cookies.join("; ") }),
        },
      };
    };
  }

  #remembered(name: string, secret: string): string {
    this.#secrets.set(name, secret.replace(/^Bearer /, ""));
    return secret;
  }

  #prepared({ url, init }: runtime.RequestContext): runtime.FetchParams {
    const headers = { ...(init.headers as runtime.HTTPHeaders) };
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    const query = new URLSearchParams(url.split("?", 2)[1]);
    for (const [name, value, parameter] of DEFAULT_HEADERS) {
      if (!names.includes(name.toLowerCase()) && !query.has(parameter)) {
        headers[name] = value;
      }
    }
    const token = this.#secrets.get("access token");
    if (token !== undefined && headers.Authorization === token) {
      headers.Authorization = `Bearer ${token}`; // OAuth: the generated code omits it
    }
    requireValid(headers);
    return { url, init: { ...init, headers, redirect: "manual" } };
  }
}

function requireValid(headers: runtime.HTTPHeaders): void {
  try {
    new Headers(headers);
  } catch {
    // Without the cause: its message quotes the value.
    throw new InvalidRequestError(
      "The request cannot be sent: HTTP does not allow a character in the credentials or in another header",
      { attempts: 0 },
    );
  }
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes));
}

// The generated code uses it if there is no other.
runtime.DefaultConfig.config = new Configuration();
