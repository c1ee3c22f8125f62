/** The format of a date in OpenAPI. */
export type DateFormat = "date" | "date-time";

/**
 * Returns the parameters with some dates as text. The generated client formats single
 * dates in paths and queries only, not those in headers and arrays.
 */
export function formatted(
  parameters: unknown,
  dates: Readonly<Record<string, DateFormat>>,
): Record<string, unknown> {
  const given = parameters as Readonly<Record<string, unknown>>;
  const texts = Object.entries(dates)
    .filter(([name]) => given[name] != null)
    .map(([name, format]) => [name, text(given[name], format)]);
  return { ...given, ...(Object.fromEntries(texts) as object) };
}

function text(value: unknown, format: DateFormat): unknown {
  if (Array.isArray(value) || value instanceof Set) {
    return Array.from(value, (each) => text(each, format));
  }
  if (!(value instanceof Date)) {
    return value;
  }
  if (format === "date-time") {
    return value.toISOString();
  }
  // A date of the local calendar, as the generated client has it.
  const offset = value.getTimezoneOffset() * 60_000;
  return new Date(value.getTime() - offset).toISOString().slice(0, 10);
}
