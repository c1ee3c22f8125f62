// Node with its own fetch and a loop over the pages. Lists once for each page size that is read; prints the rows and the nanoseconds.
import { createInterface } from 'node:readline';

const [baseUrl, tenant, token] = process.argv.slice(2);
const headers = {
  authorization: `Bearer ${token}`,
  'amperity-tenant': tenant,
  'api-version': '2024-04-01',
};

async function listing(pageSize) {
  let rows = 0;
  const url = new URL(`${baseUrl}/segments?limit=${pageSize}`);
  for (;;) {
    const response = await fetch(url, { headers });
    if (!response.ok) {
      throw new Error(`answered ${response.status}`);
    }
    const page = await response.json();
    rows += page.data.length;
    if (!page.next_token) {
      return rows;
    }
    url.searchParams.set('next_token', page.next_token);
  }
}

console.log('ready');
for await (const pageSize of createInterface({ input: process.stdin })) {
  const start = process.hrtime.bigint();
  const rows = await listing(pageSize);
  console.log(rows, String(process.hrtime.bigint() - start));
}
