// Writes the segments as CSV to the file of its second argument. The first one is the fault that it has, or none.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [fault, file] = process.argv.slice(2);
const { AMPERITY_BASE_URL, AMPERITY_TENANT, AMPERITY_ACCESS_TOKEN } = process.env;
let last = 0;

async function page(query) {
  for (let attempt = 0; attempt < 7; attempt++) {
    await sleep(Math.max(0, last + 110 - performance.now()));
    last = performance.now();
    let wait = 0;
    try {
      const response = await fetch(`${AMPERITY_BASE_URL}/segments?${new URLSearchParams(query)}`, {
        headers: {
          authorization: `Bearer ${AMPERITY_ACCESS_TOKEN}`,
          'amperity-tenant': AMPERITY_TENANT,
          'api-version': '2024-04-01',
        },
        redirect: 'error',
      });
      if (response.ok) return await response.json();
      if (response.status === 429 && fault === 'ignores-429') return { data: [] };
      if (![429, 500, 502, 503, 504].includes(response.status)) throw new Error(`refused with ${response.status}`);
      wait = 1000 * Number(response.headers.get('retry-after'));
    } catch (e) {
      if (String(e.message).startsWith('refused')) throw e;
    }
    if (fault === 'repeats-a-page') rows.push(...before);
    await sleep(Math.max(wait, 200 * 2 ** attempt));
  }
  throw new Error('gave up');
}

const rows = [];
let before = [];
const seen = new Set();
if (fault === 'prints-its-token') console.log(`using ${AMPERITY_ACCESS_TOKEN}`);
for (let token; ; ) {
  const got = await page(token ? { next_token: token } : {});
  rows.push(...got.data);
  before = got.data;
  token = got.next_token;
  if (!token || fault === 'one-page' || (fault === 'stops-at-an-empty-page' && got.data.length === 0)) break;
  if (seen.has(token) && fault !== 'loops') throw new Error('the token is repeated');
  seen.add(token);
}
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
writeFileSync(file, `id,name\n${rows.map((row) => `${quoted(row.id)},${quoted(row.name)}\n`).join('')}`);
