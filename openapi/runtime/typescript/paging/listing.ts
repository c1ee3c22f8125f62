import { type Clock, systemClock } from "./clock.js";
import { type DateFormat, formatted } from "./dates.js";
import { ListingError, ProtocolError } from "./errors.js";
import { type Pace, Pacer } from "./pacer.js";
import { Progress } from "./progress.js";
import type { Retries } from "./retries.js";
import { contains } from "./secrecy.js";
import { type Operation, Sender } from "./sender.js";

/** How to read the pages of a listing. Names are those of the contract. */
export interface Paging {
  readonly request: string;
  /** The query parameter that takes the token of a page. */
  readonly token: string;
  /** The field that has the token of the next page. */
  readonly nextToken: string;
  /** The field that has the rows. */
  readonly rows: string;
  /** The query parameter that requests the number of all rows. */
  readonly total?: string;
  readonly maxEmptyPages: number;
  /** The argument for each query parameter. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The arguments with dates that the generated client does not format. */
  readonly dates: Readonly<Record<string, DateFormat>>;
}

/** What the contract says about one listing. */
export interface Contract {
  readonly PAGING: Paging;
  readonly PACE: Pace;
  readonly RETRIES: Retries;
}

/** What a listing does otherwise than the contract says. */
export interface Settings {
  /** Listings that are given the same pacer share its pace. */
  readonly pacer?: Pacer | undefined;
  /** The largest number of attempts for one page. Refused requests do not count. */
  readonly attempts?: number | undefined;
  /** The time limit for one attempt. The default is 30 seconds, our choice. */
  readonly timeoutMillis?: number | undefined;
  /** The time limit for one page, with all its attempts and waits. */
  readonly deadlineMillis?: number | undefined;
  /** The largest number of pages in a row that may have no rows. */
  readonly maxEmptyPages?: number | undefined;
  /** Time and chance, which tests can control. */
  readonly clock?: Clock | undefined;
}

/** Options of one reading. */
export interface ListingOptions {
  /** The token of the first page, as another page or an error gave it. */
  readonly startingAt?: string | undefined;
  /** Ends the listing early. */
  readonly signal?: AbortSignal | undefined;
}

/** Parameters of a request, without those that the listing gives itself. */
export type Without<Request, Names extends keyof Request> =
  Exclude<keyof Request, Names> extends never
    ? Record<string, never>
    : Omit<Request, Names>;

/** The rows of a page, by the property that has them. */
export type RowOf<Page, Property extends keyof Page> =
  NonNullable<Page[Property]> extends Iterable<infer Row> ? Row : never;

/**
 * A listing of a contract. It reads all pages, limits the rate and retries transient
 * errors. Use one for all readings, so that they share its pace.
 */
export abstract class Listing<Row, Page extends object, Parameters> {
  readonly #paging: Paging;
  readonly #operation: Operation<Page>;
  readonly #sender: Sender<Page>;
  readonly #maxEmptyPages: number;

  protected constructor(
    { PAGING, PACE, RETRIES }: Contract,
    operation: Operation<Page>,
    settings: Settings,
  ) {
    const clock = settings.clock ?? systemClock;
    const attempts = settings.attempts ?? RETRIES.attempts;
    this.#paging = PAGING;
    this.#operation = operation;
    this.#sender = new Sender(operation, {
      request: PAGING.request,
      windowMillis: PACE.windowMillis,
      retries: { ...RETRIES, attempts },
      pacer: settings.pacer ?? new Pacer(PACE, clock),
      timeoutMillis: settings.timeoutMillis ?? 30_000,
      deadlineMillis: settings.deadlineMillis ?? RETRIES.deadlineMillis,
      clock,
    });
    this.#maxEmptyPages = settings.maxEmptyPages ?? PAGING.maxEmptyPages;
  }

  /** Yields every row in order. Fetches a page when its first row is needed. */
  async *rows(
    parameters: Parameters,
    options: ListingOptions = {},
  ): AsyncGenerator<Row, void, undefined> {
    for await (const page of this.pages(parameters, options)) {
      yield* this.#rows(page);
    }
  }

  /** Yields every page, with its rows and the token to resume from. */
  async *pages(
    parameters: Parameters,
    { startingAt, signal }: ListingOptions = {},
  ): AsyncGenerator<Page, void, undefined> {
    const given = formatted(parameters, this.#paging.dates);
    const progress = new Progress(startingAt, this.#maxEmptyPages);
    let token = startingAt;
    for (;;) {
      let page: Page;
      let next: string | null | undefined;
      try {
        const isFirst = token === startingAt;
        const ofPage = this.#ofPage(given, token, isFirst);
        page = await this.#sender.fetch(ofPage, token, signal);
        next = this.#nextToken(page);
        progress.check(next, this.#rows(page).length);
      } catch (error) {
        if (error instanceof ListingError) {
          error.token = token;
        }
        throw error;
      }
      yield page;
      if (!next) {
        return;
      }
      token = next;
    }
  }

  /** The parameters of one page. Counting is expensive: once is enough. */
  #ofPage(
    given: Readonly<Record<string, unknown>>,
    token: string | undefined,
    isFirst: boolean,
  ): Record<string, unknown> {
    const { parameters, token: tokenParameter, total } = this.#paging;
    const argument = (parameter: string) => parameters[parameter] ?? parameter;
    const ofPage = { ...given, [argument(tokenParameter)]: token };
    return total === undefined || isFirst
      ? ofPage
      : { ...ofPage, [argument(total)]: undefined };
  }

  #nextToken(page: Page): string | null | undefined {
    const token = this.#field(page, this.#paging.nextToken) as
      | string
      | null
      | undefined;
    if (token && this.#operation.secrets().some((it) => contains(token, it))) {
      throw new ProtocolError("the server sent a secret as a page token");
    }
    return token;
  }

  #rows(page: Page): readonly Row[] {
    const rows = this.#field(page, this.#paging.rows);
    return [...((rows ?? []) as Iterable<Row>)];
  }

  #field(page: Page, name: string): unknown {
    const property = this.#operation.shape.properties.get(name) ?? name;
    return (page as Readonly<Record<string, unknown>>)[property];
  }
}
