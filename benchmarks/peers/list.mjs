// Plain Node: its own fetch, and a loop over the pages.
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

// For each page size that is read one listing, and what it took, as the Java programs say it.
for await (const pageSize of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const start = process.hrtime.bigint();
  const rows = await listing(pageSize);
  const nanos = process.hrtime.bigint() - start;
  const cpu = process.cpuUsage(before);
  const peak = process.platform === 'linux' ? process.resourceUsage().maxRSS : -1;
  console.log(rows, String(nanos), (cpu.user + cpu.system) * 1000, -1, peak);
}
