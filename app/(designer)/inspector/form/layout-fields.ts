import type { Json, JsonObject } from '@/runtime/flow/json';
import type { FieldSpec } from './field-spec';

/** A line of the form: one field, or a field and the half ones that follow it. */
export type FieldRow = FieldSpec[];

export interface FormLayout {
  rows: FieldRow[];
  /** Folded away under "more". */
  advanced: FieldRow[];
}

/** Which fields of an object are drawn for these values, and on which line. */
export function layoutFields(fields: readonly FieldSpec[], values: JsonObject): FormLayout {
  const shown = fields.filter((field) => isShown(field, fields, values));
  return {
    rows: toRows(shown.filter((field) => !field.advanced)),
    advanced: toRows(shown.filter((field) => field.advanced)),
  };
}

/** A field is shown while every sibling that it names has one of the values it names. Missing siblings count as their default. */
export function isShown(field: FieldSpec, siblings: readonly FieldSpec[], values: JsonObject): boolean {
  return Object.entries(field.showWhen ?? {}).every(([key, wanted]) => {
    const value = values[key] ?? siblings.find((sibling) => sibling.key === key)?.default ?? null;
    return wanted.some((candidate) => sameJson(candidate, value));
  });
}

function toRows(fields: readonly FieldSpec[]): FieldRow[] {
  const rows: FieldRow[] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (field.half && last && last.length < 3) last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function sameJson(left: Json, right: Json): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}
