import type { FieldSpec } from './field-spec';
import type { Path } from './path';

/** The deepest field that a path names: positions in lists lead into their entries. */
export function fieldAt(fields: readonly FieldSpec[], path: Path): FieldSpec | undefined {
  const [key, ...rest] = path;
  const field = fields.find((candidate) => candidate.key === key);
  if (!field || rest.length === 0) return field;
  return within(field, rest) ?? field;
}

function within(field: FieldSpec, path: Path): FieldSpec | undefined {
  if (field.item && typeof path[0] === 'number') {
    // An entry has no name of its own: a path that ends at it means the list.
    const [, ...rest] = path;
    return rest.length === 0 ? undefined : within(field.item, rest);
  }
  const inner = [...(field.fields ?? []), ...(field.variants ?? []).flatMap((variant) => variant.fields)];
  return fieldAt(inner, path);
}
