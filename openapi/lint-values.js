// Two rules for Redocly. A value must have one meaning for every YAML parser: the generators read YAML 1.1, where
// 2024-04-01 without quotes is a date, and most other tools read YAML 1.2. And the example of a text must be a text.
import { parse } from 'yaml';

const isObject = (value) => typeof value === 'object' && value !== null && !(value instanceof Date);

/** Yields the path of each value that is not the same in both versions of YAML. */
function* differences(one, other, path) {
  if (isObject(one) && isObject(other)) {
    for (const key of Object.keys(one)) yield* differences(one[key], other[key], [...path, key]);
  } else if (!Object.is(one, other)) {
    yield [path, one];
  }
}

function unambiguous() {
  return {
    Root(root, ctx) {
      const source = ctx.location.source.body;
      const found = differences(parse(source, { version: '1.1' }), parse(source, { version: '1.2' }), []);
      for (const [path, value] of found) {
        const type = value instanceof Date ? 'date' : typeof value;
        ctx.report({
          message: `YAML 1.1 reads it as a ${type}, YAML 1.2 does not. Put it in quotes.`,
          location: ctx.location.child(path),
        });
      }
    },
  };
}

/** Yields each example of a parameter, a header or a media type, with its path. */
function* examples(node, resolve) {
  if ('example' in node) yield [['example'], node.example];
  for (const [name, example] of Object.entries(node.examples ?? {})) {
    yield [['examples', name], resolve(example)?.value];
  }
}

function texts() {
  const check = (node, ctx) => {
    const resolve = (each) => (each?.$ref ? ctx.resolve(each).node : each);
    if (resolve(node.schema)?.type !== 'string') return;
    for (const [path, value] of examples(node, resolve)) {
      if (typeof value !== 'string') {
        ctx.report({
          message: `${JSON.stringify(value)} is an example of a string, and is none. Put it in quotes.`,
          location: ctx.location.child(path),
        });
      }
    }
  };
  return { Parameter: check, Header: check, MediaType: check };
}

export default function values() {
  return { id: 'values', rules: { oas3: { unambiguous, texts } } };
}
