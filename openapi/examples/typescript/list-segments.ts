import { env } from "node:process";
import { Configuration, ListSegments } from "segments-client";

const { AMPERITY_BASE_URL, AMPERITY_TENANT, AMPERITY_ACCESS_TOKEN } = env;
if (!AMPERITY_BASE_URL || !AMPERITY_TENANT || !AMPERITY_ACCESS_TOKEN) {
  throw new Error(
    "Set AMPERITY_BASE_URL, AMPERITY_TENANT and AMPERITY_ACCESS_TOKEN",
  );
}

const segments = new ListSegments(
  new Configuration({
    basePath: AMPERITY_BASE_URL,
    accessToken: AMPERITY_ACCESS_TOKEN,
  }),
);
const rows = segments.rows({ amperityTenant: AMPERITY_TENANT });
for await (const segment of rows) {
  console.log(segment.id, segment.name);
}
