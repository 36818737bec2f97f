import type { Json } from './json';
import type { NodeContext } from './node-definition';

const ONE_PLACE = /^\{\{\s*([^{}|]+?)\s*\}\}$/;

/**
 * What an author wrote as a value: `=` and an expression, a single `{{path}}` (which keeps the type of what it names), or a text
 * with places.
 */
export function resolveValue(
  context: Pick<NodeContext<unknown>, 'evaluate' | 'value' | 'fill'>,
  source: string,
): Json | undefined | Promise<Json | undefined> {
  if (source.startsWith('=')) return context.evaluate(source.slice(1));
  const path = ONE_PLACE.exec(source)?.[1];
  return path === undefined ? context.fill(source) : context.value(path);
}

/** Several such values by name. A promise only where one of them is one. Values that are not there become `null`. */
export function resolveValues(
  context: Pick<NodeContext<unknown>, 'evaluate' | 'value' | 'fill'>,
  sources: readonly { name: string; value: string }[],
): Record<string, Json> | Promise<Record<string, Json>> {
  const values = sources.map(({ name, value }) => [name, resolveValue(context, value)] as const);
  const asRecord = (entries: readonly (readonly [string, Json | undefined])[]) =>
    Object.fromEntries(entries.map(([name, value]) => [name, value ?? null]));
  if (!values.some(([, value]) => value instanceof Promise)) {
    // No promise is among them.
    return asRecord(values as [string, Json | undefined][]);
  }
  return Promise.all(values.map(async ([name, value]) => [name, await value] as const)).then(asRecord);
}
