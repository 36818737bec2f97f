import type { Collection, Document, IndexDirection } from 'mongodb';
import mongoose, { type Model, Schema, type SchemaDefinition } from 'mongoose';

export interface IndexDeclaration {
  fields: Record<string, IndexDirection>;
  unique?: boolean;
  sparse?: boolean;
  partial?: Document;
  /** TTL: seconds after the (date) field's value. */
  expireAfterSeconds?: number;
  name?: string;
}

/** Every record's `_id` is a string: made by `newId`, derived from another record's, or a name of its own. */
export interface StoredRecord {
  _id: string;
}

/**
 * Declares a collection: strict schema, no hooks, no virtuals, no version key, indexes built only by `prepareStore`.
 * Declaring a name twice gives the first model, because a development server loads modules again.
 */
export function defineModel<Stored extends StoredRecord>(
  collection: string,
  fields: SchemaDefinition,
  indexes: IndexDeclaration[] = [],
): Model<Stored> {
  const known = mongoose.models[collection];
  if (known) return known as unknown as Model<Stored>;
  const schema = new Schema(
    { _id: { type: String, required: true }, ...fields },
    { collection, versionKey: false, minimize: false, autoIndex: false, autoCreate: false, strict: true },
  );
  for (const index of indexes) {
    const { fields: keys, partial, ...options } = index;
    schema.index(keys as Record<string, 1 | -1>, {
      ...options,
      ...(partial ? { partialFilterExpression: partial } : {}),
    });
  }
  return mongoose.model(collection, schema) as unknown as Model<Stored>;
}

/**
 * The driver's own collection behind a model, for the hot ways: many records in one command, no casting. What is
 * written through it must already be a whole record.
 */
export function nativeCollection<Stored extends StoredRecord>(model: Model<Stored>): Collection<Stored> {
  return model.collection as unknown as Collection<Stored>;
}
