import type { ConfigField } from './walk-config';

/**
 * The fields that the form shows: what was entered for another choice stays in the config, but counts for nothing, so nobody is told
 * what is wrong with it.
 * @param config as the type's schema reads it, with its defaults
 */
export function shownFields(fields: readonly ConfigField[], config: unknown): ConfigField[] {
  return fields.filter(({ path, meta }) =>
    Object.entries(meta.showWhen ?? {}).every(([key, wanted]) => {
      const chosen = valueIn(config, [...path.slice(0, -1), key]);
      return chosen === undefined || wanted.some((one) => one === chosen);
    }),
  );
}

/** What stands at a place of a JSON value. */
export function valueIn(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, key)
        ? Reflect.get(part, key)
        : undefined,
    value,
  );
}
