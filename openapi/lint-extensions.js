// A rule for Redocly: the extensions of an operation must match extensions.schema.json, must name parameters and
// fields that the operation has, and must not contradict each other. x-alternative-to marks a query parameter that gives
// what a header with a default may give: generated clients send that header, and offer no second argument in listings.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const schema = JSON.parse(readFileSync(new URL('extensions.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true }).compile(schema);
const known = Object.keys(schema.properties);

/** Yields a pair for each problem: its path below the operation, and a message. */
function* findings(operation, resolve) {
  yield* alternatives((operation.parameters ?? []).map(resolve));
  // lint-claims.js checks x-claims.
  const given = Object.keys(operation).filter((key) => key.startsWith('x-') && key !== 'x-claims');
  for (const key of given.filter((key) => !known.includes(key))) {
    yield [[key], `There is no extension ${key}. The extensions are ${known.join(', ')}.`];
  }
  if (!given.some((key) => known.includes(key))) return;
  if (!validate(operation)) {
    for (const error of validate.errors) {
      const allowed = error.params.allowedValue ? `: ${JSON.stringify(error.params.allowedValue)}` : '';
      const extra = error.params.additionalProperty ? ` (${error.params.additionalProperty})` : '';
      yield [error.instancePath.split('/').slice(1), `It ${error.message}${allowed}${extra}.`];
    }
    return;
  }
  yield* paging(operation, resolve);
  yield* pace(operation['x-rate-limit']);
  yield* retries(operation['x-retries']);
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

function* paging(operation, resolve) {
  const { token, size, rows, total } = operation['x-paging'];
  const parameters = (operation.parameters ?? []).map(resolve);
  const named = [
    ['token', token.parameter, 'string'],
    ['size', size.parameter, 'integer'],
    ['total', total.parameter, 'boolean'],
  ];
  for (const [role, name, type] of named) {
    const found = parameters.find((each) => each.in === 'query' && each.name === name);
    if (!found || resolve(found.schema)?.type !== type) {
      yield [['x-paging', role, 'parameter'], `The operation has no query parameter ${name} of type ${type}.`];
    }
  }
  const answer = resolve(operation.responses['200'])?.content?.['application/json']?.schema;
  const fields = resolve(answer)?.properties ?? {};
  if (resolve(fields[token.field])?.type !== 'string') {
    yield [['x-paging', 'token', 'field'], `The answer has no field ${token.field} of type string.`];
  }
  if (fields[rows.field]?.items?.$ref !== `#/components/schemas/${rows.schema}`) {
    yield [['x-paging', 'rows'], `The answer has no field ${rows.field} that is an array of ${rows.schema}.`];
  }
}

function* pace({ requests, windowMillis, pace, refused }) {
  if (pace.burst > requests) {
    yield [['x-rate-limit', 'pace', 'burst'], `It is larger than the limit of ${requests} requests.`];
  }
  if (pace.windowMillis < windowMillis) {
    yield [['x-rate-limit', 'pace', 'windowMillis'], `It is shorter than the server's window of ${windowMillis} ms.`];
  }
  if (pace.spacingMillis * requests < windowMillis) {
    yield [['x-rate-limit', 'pace', 'spacingMillis'], `${requests} times this is shorter than the server's window of ${windowMillis} ms.`];
  }
  if (refused.repeatedDecrease > refused.decrease) {
    yield [['x-rate-limit', 'refused', 'repeatedDecrease'], `It is larger than the decrease of ${refused.decrease}: a repeated refusal must take at least as much.`];
  }
}

function* retries({ statuses, waitedOut, backoffMillis, longestBackoffMillis, longestRetryAfterMillis, deadlineMillis }) {
  for (const status of waitedOut.filter((each) => statuses.includes(each))) {
    yield [['x-retries', 'waitedOut'], `${status} is also in statuses: it either counts as an attempt or it does not.`];
  }
  if (longestBackoffMillis < backoffMillis) {
    yield [['x-retries', 'longestBackoffMillis'], `It is shorter than the first backoff of ${backoffMillis} ms.`];
  }
  if (deadlineMillis <= longestRetryAfterMillis) {
    yield [['x-retries', 'deadlineMillis'], `It leaves no time to wait for the longest Retry-After of ${longestRetryAfterMillis} ms.`];
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
