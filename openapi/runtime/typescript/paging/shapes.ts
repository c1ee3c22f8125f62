/** Returns where and how a value breaks the contract, or undefined. */
export type Check = (value: unknown, place: string) => string | undefined;

/** A field of a schema: its name in JSON, the property that has its value, a check. */
export type Field = readonly [json: string, property: string, check: Check];

/** What the JSON of a schema looks like. */
export interface Shape {
  readonly check: Check;
  readonly properties: ReadonlyMap<string, string>;
}

export function record(fields: readonly Field[]): Shape {
  return {
    check: (value, place) =>
      isObject(value)
        ? first(fields, ([name, , check]) =>
            check(
              Object.hasOwn(value, name) ? value[name] : undefined,
              `${place}.${name}`,
            ),
          )
        : `${place} is not an object`,
    properties: new Map(fields.map(([json, property]) => [json, property])),
  };
}

/** A schema that is not checked: an enum, which may get new values, or a choice. */
export const unchecked: Shape = {
  check: () => undefined,
  properties: new Map(),
};

/** A check for a type, by its name in the generated code. */
export function type(name: string): Check {
  switch (name) {
    case "string":
    case "number":
    case "boolean":
      return (value, place) =>
        typeof value === name ? undefined : `${place} is not a ${name}`;
    case "Date":
      return (value, place) =>
        typeof value === "string" && !Number.isNaN(Date.parse(value))
          ? undefined
          : `${place} is not a date`;
    default:
      return unchecked.check;
  }
}

export function integer(value: unknown, place: string): string | undefined {
  return Number.isInteger(value) ? undefined : `${place} is not an integer`;
}

/** A value of another schema, which may be defined later. */
export function model(shape: () => Shape): Check {
  return (value, place) => shape().check(value, place);
}

export function optional(check: Check): Check {
  return (value, place) => (value == null ? undefined : check(value, place));
}

export function listOf(item: Check): Check {
  return (value, place) =>
    Array.isArray(value)
      ? first(value, (each, index) =>
          item(each, `${place}[${index.toString()}]`),
        )
      : `${place} is not an array`;
}

export function mapOf(item: Check): Check {
  return (value, place) =>
    isObject(value)
      ? first(Object.values(value), (each) => item(each, `a value of ${place}`))
      : `${place} is not an object`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function first<Each>(
  all: readonly Each[],
  fault: (each: Each, index: number) => string | undefined,
): string | undefined {
  for (const [index, each] of all.entries()) {
    const found = fault(each, index);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
