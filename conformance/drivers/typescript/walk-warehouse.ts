/** Reads a listing of the warehouse for each line of stdin, and prints its rows. */

import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline";
import {
  Configuration,
  FindMovements,
  ListItems,
  ListOrders,
  ListReturns,
  paging,
  ReadEvents,
  Suppliers,
} from "warehouse-client";

interface Options {
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly listing: string;
  readonly startToken: string | null;
}

type Read = (
  options: paging.ListingOptions,
) => AsyncIterable<{ readonly id: string | number }>;

const warehouse = "north/1";
const instant = new Date("2026-01-31T23:59:59Z");

let output = "";
let listings: Record<string, Read> | undefined;

for await (const line of createInterface({ input: stdin })) {
  const options = JSON.parse(line) as Options;
  // The same listings for all lines, so that they keep to one pace.
  listings ??= newListings(options);
  await read(listings, options);
  stdout.write(output);
  output = "";
}

/** The listings and their arguments: the examples of the contract. */
function newListings({ baseUrl, accessToken }: Options): Record<string, Read> {
  const configuration = new Configuration({ basePath: baseUrl, accessToken });
  const orders = new ListOrders(configuration);
  const returns = new ListReturns(configuration);
  const items = new ListItems(configuration);
  const movements = new FindMovements(configuration);
  const suppliers = new Suppliers(configuration);
  const events = new ReadEvents(configuration);
  return {
    listOrders: (options) =>
      orders.rows(
        {
          warehouse,
          status: ["open", "shipped"],
          createdAfter: instant,
          pageSize: 10,
          count: true,
        },
        options,
      ),
    listReturns: (options) => returns.rows({ warehouse }, options),
    list_items: (options) =>
      items.rows(
        {
          warehouse,
          shelf: 12,
          condition: "new",
          label: ["fragile", "cold"],
          limit: 10,
        },
        options,
      ),
    findMovements: (options) =>
      movements.rows(
        {
          from: instant,
          type: "in",
          day: new Date(2026, 0, 31),
          max: 10,
          withTotal: true,
        },
        options,
      ),
    suppliers: (options) =>
      suppliers.rows(
        {
          xTenant: "acme",
          xTrace: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
          limit: 10,
        },
        options,
      ),
    readEvents: (options) => events.rows({ kinds: ["created"] }, options),
  };
}

async function read(
  listings: Record<string, Read>,
  { listing, startToken }: Options,
): Promise<void> {
  try {
    const rows = listings[listing]?.({ startingAt: startToken ?? undefined });
    for await (const { id } of rows ?? []) {
      emit({ row: { id: id.toString() } });
    }
    emit({ end: "complete" });
  } catch (error) {
    if (!(error instanceof paging.ListingError)) {
      throw error;
    }
    const isInvalid = error instanceof paging.InvalidRequestError;
    emit({
      error: isInvalid ? "invalid-request" : "other",
      token: error.token ?? null,
      message: error.message,
    });
  }
}

function emit(line: object): void {
  output += `${JSON.stringify(line)}\n`;
}
