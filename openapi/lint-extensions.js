// A rule for Redocly: an operation has no other extensions than those of extensions.schema.json, whose contents are checked
// before a client is generated. x-alternative-to marks a query parameter that gives what a header with a default may give:
// generated clients send that header, and offer no second argument in listings.
import { readFileSync } from 'node:fs';

const schema = JSON.parse(readFileSync(new URL('extensions.schema.json', import.meta.url), 'utf8'));
const known = Object.keys(schema.properties);

/** Yields a pair for each problem: its path below the operation, and a message. */
function* findings(operation, resolve) {
  yield* alternatives((operation.parameters ?? []).map(resolve));
  // lint-claims.js checks x-claims.
  const given = Object.keys(operation).filter((key) => key.startsWith('x-') && key !== 'x-claims');
  for (const key of given.filter((key) => !known.includes(key))) {
    yield [[key], `There is no extension ${key}. The extensions are ${known.join(', ')}.`];
  }
}

function* alternatives(parameters) {
  const hasDefault = ({ schema }) => schema?.default !== undefined;
  const alternatives = parameters.map((each) => each['x-alternative-to']);
  for (const [index, parameter] of parameters.entries()) {
    const header = parameters.find((each) => each.in === 'header' && each.name === alternatives[index]);
    if (alternatives[index] && !(header && hasDefault(header))) {
      yield [['parameters', index], `The operation has no header ${alternatives[index]} with a default.`];
    }
    if (hasDefault(parameter) && !alternatives.includes(parameter.name)) {
      yield [['parameters', index], `${parameter.name} must have no default: generated clients would send it unasked.`];
    }
  }
}

function extensions() {
  return {
    Operation(operation, ctx) {
      const resolve = (node) => (node?.$ref ? ctx.resolve(node).node : node);
      for (const [path, message] of findings(operation, resolve)) {
        ctx.report({ message, location: ctx.location.child(path) });
      }
    },
  };
}

export default function segments() {
  return { id: 'segments', rules: { oas3: { extensions } } };
}
