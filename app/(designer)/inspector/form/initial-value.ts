import type { Json, JsonObject } from '@/runtime/flow/json';
import type { FieldSpec } from './field-spec';

/** What a field holds when it is made: a new entry of a list, another variant. Only what a schema asks for is filled in. */
export function initialValue(field: FieldSpec): Json {
  if (field.default !== undefined) return field.default;
  if (field.nullable) return null;
  switch (field.kind) {
    case 'text':
      return '';
    case 'number':
      return field.min ?? 0;
    case 'boolean':
      return false;
    case 'choice':
      return field.choices?.[0] ?? '';
    case 'list':
      return [];
    case 'object':
      return initialObject(field.fields ?? []);
    case 'variants': {
      const [first] = field.variants ?? [];
      if (!first || field.discriminator === undefined) return {};
      return { [field.discriminator]: first.value, ...initialObject(first.fields) };
    }
    case 'any':
      return field.widget === 'localized' || field.widget === 'template' ? {} : null;
  }
}

export function initialObject(fields: readonly FieldSpec[]): JsonObject {
  return Object.fromEntries(
    fields.filter((field) => field.required).map((field) => [field.key, initialValue(field)]),
  );
}
