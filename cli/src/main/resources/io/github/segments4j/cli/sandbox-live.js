// The last requests, what the limit did, and the faults that are set: a view of /_sandbox/.

const REFRESH_MILLIS = 1000;
const SHOWN = 5;

const FAULTS = [
  ['503', {fault: 'status', status: 503}],
  ['429, retry after 2 s', {fault: 'status', status: 429, retryAfter: '2s'}],
  ['401, token expired', {fault: 'expiredToken'}],
  ['2 s late', {fault: 'latency', latency: '2s'}],
  ['Body cut short', {fault: 'cutAfter', cutAfter: 100}],
  ['Disconnect', {fault: 'disconnect'}],
  ['Reset', {fault: 'reset'}],
  ['HTML page', {fault: 'html'}],
  ['Empty page', {fault: 'emptyPage'}],
];

const OUTCOMES = [
  ['answered', 'answered'],
  ['limited', 'refused by the limit'],
  ['fault', 'with a fault'],
  ['refused', 'refused otherwise'],
];

const COUNTED = {
  sliding: 'in any second',
  fixed: 'in each second of the clock',
  bucket: 'a second, by a token bucket',
  weighted: 'in a second that slides in parts',
  paced: 'a second, evenly spaced',
};

const byId = id => document.getElementById(id);
let adminToken = takeToken();
let isPaused = false;
let timer;

/** The address that the sandbox prints has the token after a #, which no browser sends anywhere. */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('admin-token');
  if (given) {
    sessionStorage.setItem('admin-token', given);
    history.replaceState(null, '', location.pathname);
  }
  return given ?? sessionStorage.getItem('admin-token');
}

async function admin(path, options = {}) {
  const headers = adminToken ? {Authorization: 'Bearer ' + adminToken} : {};
  const response = await fetch('/_sandbox/' + path, {...options, headers});
  const isLocked = response.status === 401;
  byId('unlock').hidden = !isLocked;
  for (const panel of document.querySelectorAll('.admin')) {
    panel.hidden = isLocked;
  }
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.message);
  }
  return body;
}

async function refresh() {
  clearTimeout(timer);
  try {
    if (!isPaused && !document.hidden && byId('unlock').hidden) {
      const [requests, faults] = await Promise.all([admin('requests?last=100'), admin('faults')]);
      if (!isPaused) {
        showRequests(requests.data);
        showFaults(faults);
      }
    }
  } catch {
    // The sandbox has ended, or waits for the token: the next attempt may succeed.
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, REFRESH_MILLIS);
}

function outcome({status, faults}) {
  if (faults.length > 0) {
    return ['fault', 'fault: ' + faults.join(', ')];
  }
  if (status === 429) {
    return ['limited', 'refused by the limit'];
  }
  return status < 400 ? ['answered', 'answered'] : ['refused', 'refused'];
}

function showRequests(requests) {
  const kinds = requests.map(request => outcome(request)[0]);
  const count = kind => kinds.filter(each => each === kind).length;
  replace('strip', kinds.map(kind => element('span', kind)));
  if (requests.length > 0) {
    replace('summary', [
      requests.length === 1 ? 'The last request:' : `The last ${requests.length} requests:`,
      ...OUTCOMES.filter(([kind]) => count(kind) > 0).map(([kind, what]) => element('span', kind, `${count(kind)} ${what}`)),
    ]);
  } else {
    say('summary', 'No requests yet. Send one from a terminal or below.');
  }
  replace('requests', requests.slice(-SHOWN).reverse().map(request => {
    const [kind, text] = outcome(request);
    const query = request.query ? '?' + request.query : '';
    return element('li', kind,
      element('code', '', `${request.method} ${request.path.replace(/^\/api/, '')}${query}`),
      element('span', 'status', request.status || 'no answer'),
      element('span', 'outcome', text),
      element('time', '', request.at.slice(11, 19)));
  }));
}

function showFaults({rules, counts}) {
  replace('rules', rules.filter(rule => rule.faults.length > 0).map(rule =>
    element('li', '', `${rule.faults.join(', ')} – ${turns(rule)}${rule.endpoint ? ', token endpoint' : ''}`)));
  const happened = Object.entries(counts).map(([fault, number]) => `${fault} (${number})`).join(', ');
  say('counts', (rules.length > 0 ? '' : 'None is set. ') + (happened ? `Happened so far: ${happened}.` : ''));
  byId('clear').disabled = rules.length === 0 && !happened;
}

function turns({times, probability}) {
  if (times) {
    return times === 1 ? 'next request' : `next ${times} requests`;
  }
  return probability === 1 ? 'every request' : `${probability * 100} % of requests`;
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

/** Leaves what has not changed alone, so that a reader or a selection keeps its place. */
function replace(id, children) {
  const next = element('div', '', ...children);
  if (next.innerHTML !== byId(id).innerHTML) {
    byId(id).replaceChildren(...next.childNodes);
  }
}

function say(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}

async function change(message, path, options) {
  try {
    const faults = await admin(path, options);
    showFaults(faults);
    byId('status').textContent = message;
  } catch (error) {
    byId('status').textContent = error.message;
  }
}

for (const [label, fault] of FAULTS) {
  const button = element('button', '', label);
  button.type = 'button';
  button.addEventListener('click', () => {
    const chosen = byId('turns').value;
    const when = chosen === 'always' ? {always: true} : {times: Number(chosen)};
    change(`Set: ${label}`, 'faults', {method: 'POST', body: JSON.stringify({...fault, ...when})});
  });
  byId('faults').append(button);
}

byId('clear').addEventListener('click', () => change('All faults are cleared', 'faults', {method: 'DELETE'}));

byId('pause').addEventListener('click', () => {
  isPaused = !isPaused;
  byId('pause').setAttribute('aria-pressed', isPaused);
  refresh();
});

byId('unlock').addEventListener('submit', async event => {
  event.preventDefault();
  adminToken = byId('admin-token').value.trim();
  byId('wrong-token').textContent = '';
  try {
    await start();
    sessionStorage.setItem('admin-token', adminToken);
    byId('requests-title').focus();
  } catch {
    byId('wrong-token').textContent = 'This is not the admin token of this sandbox.';
  }
});

document.addEventListener('visibilitychange', refresh);

async function start() {
  const {rateLimit, requestsPerSecond} = await admin('config');
  say('limit', rateLimit === 'none'
    ? 'Any number of requests is allowed.'
    : `The limit is ${requestsPerSecond} ${requestsPerSecond === 1 ? 'request' : 'requests'} ${COUNTED[rateLimit]}`
      + ` (${rateLimit}).`);
  await refresh();
}

start().catch(() => {});
