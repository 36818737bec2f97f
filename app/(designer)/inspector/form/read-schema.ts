import * as z from 'zod';
import { slotKindSchema } from '@/runtime/flow/flow-document';
import { type Json, jsonSchema } from '@/runtime/flow/json';
import type { FieldKind, FieldSpec } from './field-spec';

/** A JSON Schema node as it comes out of zod; every keyword is checked where it is read. */
type Raw = Record<string, unknown>;

const cache = new WeakMap<z.ZodType, FieldSpec[]>();

/**
 * Reads the fields of a node's config from its zod schema, in the order they are written. The way over JSON Schema
 * flattens wrappers (default, optional, nullable, pipe) and carries the field's own `meta` along.
 * A schema that is no object has no fields.
 */
export function readSchema(schema: z.ZodType): FieldSpec[] {
  const known = cache.get(schema);
  if (known) return known;
  const json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const root = isRaw(json) ? json : {};
  const definitions = isRaw(root.$defs) ? root.$defs : {};
  const fields = new Reader(definitions).object(root, '');
  cache.set(schema, fields);
  return fields;
}

class Reader {
  constructor(private readonly definitions: Raw) {}

  object(raw: Raw, parent: string, without?: string): FieldSpec[] {
    const required = new Set(Array.isArray(raw.required) ? raw.required : []);
    if (!isRaw(raw.properties)) return [];
    return Object.entries(raw.properties)
      .filter(([key]) => key !== without)
      .map(([key, value]) =>
        this.field(key, value, parent === '' ? key : `${parent}.${key}`, required.has(key)),
      );
  }

  private field(key: string, value: unknown, path: string, listed: boolean): FieldSpec {
    const { raw, nullable } = this.unwrap(isRaw(value) ? value : {});
    const textPath = typeof raw.textKey === 'string' ? raw.textKey : path;
    const shape = this.shape(raw, textPath);
    const fallback = jsonSchema.safeParse(raw.default);
    return {
      key,
      textPath,
      required: listed && raw.default === undefined,
      nullable,
      ...(raw.default !== undefined && fallback.success ? { default: fallback.data } : {}),
      ...readMeta(raw),
      ...shape,
      widget: typeof raw.widget === 'string' ? raw.widget : defaultWidget(shape, raw),
    };
  }

  /** What the field holds. A reference that is met again stays `any`: a form of endless depth helps nobody. */
  private shape(raw: Raw, path: string): Shape {
    const choices = readChoices(raw);
    if (choices) return { kind: 'choice', choices };
    if (Array.isArray(raw.oneOf) || Array.isArray(raw.anyOf)) return this.variants(raw, path);
    switch (raw.type) {
      case 'string':
        return { kind: 'text', ...numbers(raw, { maxLength: 'maxLength' }) };
      case 'number':
      case 'integer':
        return {
          kind: 'number',
          integer: raw.type === 'integer',
          ...numbers(raw, { min: 'minimum', max: 'maximum' }),
        };
      case 'boolean':
        return { kind: 'boolean' };
      case 'array':
        return {
          kind: 'list',
          item: this.field('', raw.items, path, true),
          ...numbers(raw, { min: 'minItems', max: 'maxItems' }),
        };
      case 'object':
        if (isRaw(raw.properties)) return { kind: 'object', fields: this.object(raw, path) };
        return { kind: 'any' };
      default:
        return { kind: 'any' };
    }
  }

  private variants(raw: Raw, path: string): Shape {
    const options = [raw.oneOf, raw.anyOf].find(Array.isArray)?.filter(isRaw) ?? [];
    const [first] = options;
    const properties = first && isRaw(first.properties) ? first.properties : {};
    const discriminator = Object.keys(properties).find((key) =>
      options.every((option) => typeof constantOf(option, key) === 'string'),
    );
    if (discriminator === undefined) return { kind: 'any' };
    return {
      kind: 'variants',
      discriminator,
      variants: options.map((option) => ({
        value: String(constantOf(option, discriminator)),
        fields: this.object(option, path, discriminator),
      })),
    };
  }

  /** Follows a reference and takes `null` out of a union. Words beside the reference win over those behind it. */
  private unwrap(raw: Raw, depth = 0): { raw: Raw; nullable: boolean } {
    if (depth > 8) return { raw: {}, nullable: false };
    if (typeof raw.$ref === 'string') {
      const { $ref, ...beside } = raw;
      const target = this.definitions[$ref.replace('#/$defs/', '')];
      if (!isRaw(target)) return { raw: beside, nullable: false };
      if (beside.widget !== undefined || target.widget !== undefined)
        return { raw: { ...target, ...beside }, nullable: false };
      return { raw: { ...beside, type: undefined }, nullable: false };
    }
    if (!Array.isArray(raw.anyOf)) return { raw, nullable: false };
    const options = raw.anyOf.filter(isRaw);
    const rest = options.filter((option) => option.type !== 'null');
    if (rest.length === options.length) return { raw, nullable: false };
    const { anyOf: _options, ...beside } = raw;
    const [only] = rest;
    if (rest.length !== 1 || !only) return { raw: { ...beside, anyOf: rest }, nullable: true };
    const inner = this.unwrap(only, depth + 1);
    return { raw: { ...inner.raw, ...beside }, nullable: true };
  }
}

type Shape = { kind: FieldKind } & Partial<FieldSpec>;

function defaultWidget(shape: Shape, raw: Raw): string {
  switch (shape.kind) {
    case 'text':
      return typeof raw.maxLength === 'number' && raw.maxLength > 200 ? 'textarea' : 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'switch';
    case 'choice':
      return (shape.choices?.length ?? 0) <= 3 ? 'segmented' : 'select';
    case 'list':
      if (shape.item?.kind === 'choice') return 'choices';
      return shape.item?.kind === 'text' && shape.item.widget === 'text' ? 'tags' : 'list';
    case 'object':
      return 'object';
    case 'variants':
      return 'variants';
    case 'any':
      return 'json';
  }
}

function readMeta(raw: Raw): Pick<FieldSpec, 'slot' | 'showWhen' | 'advanced' | 'half' | 'places'> {
  const slot = slotKindSchema.safeParse(raw.slot);
  const places = z.array(z.string()).safeParse(raw.places);
  const showWhen = z.record(z.string(), z.array(jsonSchema)).safeParse(raw.showWhen);
  return {
    advanced: raw.advanced === true,
    half: raw.half === true,
    ...(places.success ? { places: places.data } : {}),
    ...(slot.success ? { slot: slot.data } : {}),
    ...(showWhen.success ? { showWhen: showWhen.data } : {}),
  };
}

function readChoices(raw: Raw): (string | number)[] | undefined {
  const given = Array.isArray(raw.enum) ? raw.enum : raw.const !== undefined ? [raw.const] : undefined;
  const choices = given?.filter((value) => typeof value === 'string' || typeof value === 'number');
  return choices && choices.length > 0 ? choices : undefined;
}

/** Numeric keywords under our names. Zod writes the largest safe integer for `int()`: no limit that a person meets. */
function numbers<Name extends 'min' | 'max' | 'maxLength'>(
  raw: Raw,
  names: Record<Name, string>,
): Partial<Record<Name, number>> {
  const found: Partial<Record<Name, number>> = {};
  for (const name in names) {
    const value = raw[names[name]];
    if (typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER) found[name] = value;
  }
  return found;
}

function constantOf(option: Raw, key: string): Json | undefined {
  const property = isRaw(option.properties) ? option.properties[key] : undefined;
  const parsed = isRaw(property) ? jsonSchema.safeParse(property.const) : undefined;
  return parsed?.success ? parsed.data : undefined;
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
