/** Reads listings page by page: pace, retries, errors. */

export type { Clock } from "./clock.js";
export {
  AuthenticationError,
  ConnectionFailedError,
  InvalidRequestError,
  ListingError,
  NotPermittedError,
  ProtocolError,
  RateLimitedError,
  ServerError,
} from "./errors.js";
export {
  Listing,
  type ListingOptions,
  type Paging,
  type RowOf,
  type Settings,
  type Without,
} from "./listing.js";
export { type Pace, Pacer, shareOf } from "./pacer.js";
export type { Retries } from "./retries.js";
