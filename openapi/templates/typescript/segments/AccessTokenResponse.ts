/** An access token. Logs of this object do not show the token. */
export interface AccessTokenResponse {
  readonly accessToken: string;
  /**
   * The number of seconds until the token expires, if the server says it. A string is
   * read as a number.
   */
  readonly expiresIn?: number;
  readonly tokenType: string;
}

export function AccessTokenResponseFromJSON(
  json: unknown,
): AccessTokenResponse {
  const { access_token, expires_in, token_type } = Object(json) as Readonly<
    Record<string, unknown>
  >;
  if (typeof access_token !== "string" || access_token === "") {
    throw new TypeError("The answer has no access_token");
  }
  const seconds = Number.parseFloat(String(expires_in));
  return Object.defineProperty(
    {
      accessToken: access_token,
      ...(Number.isFinite(seconds) && { expiresIn: seconds }),
      tokenType: typeof token_type === "string" ? token_type : "Bearer",
    },
    "accessToken",
    { enumerable: false },
  );
}

export function AccessTokenResponseToJSON(value: AccessTokenResponse): unknown {
  return {
    access_token: value.accessToken,
    expires_in: value.expiresIn,
    token_type: value.tokenType,
  };
}
