// Counts or exports segments with Node's own fetch, as a user would write it.
const [baseUrl, tenant, token, task] = process.argv.slice(2);
const headers = {
  authorization: `Bearer ${token}`,
  'amperity-tenant': tenant,
  'api-version': '2024-04-01',
};

async function page(params) {
  const response = await fetch(`${baseUrl}/segments?${new URLSearchParams(params)}`, { headers });
  if (!response.ok) {
    throw new Error(`answered ${response.status}`);
  }
  return response.json();
}

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

if (task === 'count') {
  console.log((await page({ limit: 1, with_total: true })).total);
} else {
  const params = { limit: 500 };
  process.stdout.write('id,name,status\r\n');
  for (;;) {
    const got = await page(params);
    process.stdout.write(
      got.data.map((row) => `${[row.id, row.name, row.status].map(quoted).join(',')}\r\n`).join(''),
    );
    if (!got.next_token) {
      break;
    }
    params.next_token = got.next_token;
  }
}
