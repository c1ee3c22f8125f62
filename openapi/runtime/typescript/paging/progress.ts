import { ProtocolError } from "./errors.js";

/** The pages of one listing so far. Detects a listing that never ends. */
export class Progress {
  readonly #seen: Set<string | undefined>;
  readonly #maxEmptyPages: number;
  #emptyPages = 0;

  constructor(start: string | undefined, maxEmptyPages: number) {
    this.#seen = new Set([start]);
    this.#maxEmptyPages = maxEmptyPages;
  }

  /**
   * Takes the token of the next page, and the number of rows in this one. An absent,
   * null or empty token ends the listing.
   */
  check(token: string | null | undefined, rows: number): void {
    this.#emptyPages = rows > 0 ? 0 : this.#emptyPages + 1;
    if (!token) {
      return;
    }
    if (this.#seen.has(token)) {
      throw new ProtocolError(
        "the listing does not end: a token came a second time",
      );
    }
    if (this.#emptyPages > this.#maxEmptyPages) {
      throw new ProtocolError(
        `the listing does not end: ${this.#emptyPages.toString()} empty pages in a row`,
      );
    }
    this.#seen.add(token);
  }
}
