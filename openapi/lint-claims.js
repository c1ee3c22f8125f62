// A rule for Redocly: every part of the document says in x-claims where its statements come from. The sources are those
// of info.x-sources.

/** The keys whose values are maps or lists of parts: of parameters, of schemas and so on. */
const PARTS = ['servers', 'parameters', 'headers', 'responses', 'securitySchemes', 'schemas', 'properties'];
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const isObject = (value) => typeof value === 'object' && value !== null;

/** Yields each part that makes statements of its own, with its path. A reference makes none. */
function* parts(node, path, isPart) {
  if (!isObject(node) || '$ref' in node) return;
  const mentionsVendor = /\bvendor/i.test(`${node.summary ?? ''} ${node.description ?? ''}`);
  if (isPart || mentionsVendor) yield [path, node];
  for (const [key, child] of Object.entries(node)) {
    const at = [...path, key];
    if (!isObject(child) || key.startsWith('x-') || key === 'externalDocs' || key === 'value') continue;
    if (PARTS.includes(key)) {
      for (const [name, part] of Object.entries(child)) yield* parts(part, [...at, name], true);
    } else {
      yield* parts(child, at, path.length === 0 ? key === 'info' : path[0] === 'paths' && METHODS.includes(key));
    }
  }
}

/** Yields a pair for each problem: its path, and a message. */
function* findings(root) {
  const sources = Object.entries(root.info?.['x-sources'] ?? {});
  const names = sources.map(([name]) => name);
  const used = new Set();
  for (const [name, source] of sources) {
    if (!source?.title || !(source.url || name === 'ours')) {
      yield [['info', 'x-sources', name], 'A source has a title and a url.'];
    }
  }
  for (const [path, part] of parts(root, [], false)) {
    const claims = Object.entries(part['x-claims'] ?? {});
    if (claims.length === 0) {
      yield [path, 'It does not say where it comes from. Add x-claims, with a source of info.x-sources and what it states.'];
    }
    for (const [source, statement] of claims) {
      used.add(source);
      if (!names.includes(source)) {
        yield [[...path, 'x-claims', source], `There is no source ${source}. The sources are ${names.join(', ')}.`];
      }
      if (typeof statement !== 'string' || statement.trim() === '') {
        yield [[...path, 'x-claims', source], `It does not say in words what ${source} states.`];
      }
    }
  }
  for (const name of names.filter((name) => !used.has(name))) {
    yield [['info', 'x-sources', name], 'No x-claims names this source.'];
  }
}

function sourced() {
  return {
    Root(root, ctx) {
      for (const [path, message] of findings(root)) {
        ctx.report({ message, location: ctx.location.child(path) });
      }
    },
  };
}

export default function claims() {
  return { id: 'claims', rules: { oas3: { sourced } } };
}
