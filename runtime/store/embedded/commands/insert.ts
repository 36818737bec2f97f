import { decodeDocument, InvalidBson } from '../bson/decode';
import { encodeDocument } from '../bson/encode';
import { newObjectId } from '../bson/object-id';
import { type Doc, RawDocument, Regex, typeName, UNDEFINED, type Value } from '../bson/value';
import { CommandError } from '../errors';
import { DOCUMENT_LIMIT } from '../limits';
import { PAUSE, type Pause } from '../plan/budget';
import { checkNamespace } from '../storage/catalog';
import { checkDocument } from './check-document';
import { beginWrite, type CommandContext, namespaceOf } from './command';
import { checkBatch, WriteResult } from './write-result';

/** `insert`: https://www.mongodb.com/docs/manual/reference/command/insert/ */
export function* insert(context: CommandContext): Generator<Pause, Doc> {
  const { args, store, budget } = context;
  args.allow('documents', 'ordered', 'bypassDocumentValidation');
  const namespace = namespaceOf(context, args.string('insert'));
  checkNamespace(namespace);
  const documents = args.get('documents');
  if (!Array.isArray(documents))
    throw new CommandError(40414, `BSON field 'insert.documents' is missing but a required field`);
  checkBatch(documents.length);
  const result = new WriteResult(args.get('ordered') !== false);
  for (const [index, document] of documents.entries()) {
    if (index % 32 === 31 && budget.spent()) {
      yield PAUSE;
      budget.resume();
    }
    try {
      const { doc, bytes } = preparedForInsert(document, context.now);
      checkDocument(context, store.catalog.find(namespace), doc);
      beginWrite(context);
      store.catalog.obtain(namespace).insert(doc, bytes);
      result.n += 1;
    } catch (error) {
      if (result.fail(index, error)) break;
    }
  }
  return result.toReply(false);
}

export interface Prepared {
  readonly doc: Doc;
  readonly bytes: Buffer;
}

/** Makes sure that a document has a valid `_id`, and has it first. */
export function preparedForInsert(document: Value, now: number): Prepared {
  if (document instanceof Map) {
    const doc = withId(document, now);
    return { doc, bytes: encodeDocument(doc) };
  }
  if (!(document instanceof RawDocument)) throw new CommandError(14, 'documents must be objects');
  if (document.bytes.length > DOCUMENT_LIMIT) {
    throw new CommandError(
      10334,
      `object to insert too large. size in bytes: ${document.bytes.length}, max size: ${DOCUMENT_LIMIT}`,
    );
  }
  const decoded = decodeChecked(document.bytes);
  const doc = withId(decoded, now);
  return { doc, bytes: doc === decoded ? document.bytes : encodeDocument(doc) };
}

/** Bytes that are no document are an error of this one document, not of the whole command. */
function decodeChecked(bytes: Buffer): Doc {
  try {
    return decodeDocument(bytes);
  } catch (error) {
    if (error instanceof InvalidBson || error instanceof RangeError)
      throw new CommandError(22, error.message);
    throw error;
  }
}

function withId(doc: Doc, now: number): Doc {
  const [first] = doc.keys();
  const id = doc.get('_id');
  checkId(id);
  if (first === '_id') return doc;
  const result: Doc = new Map([['_id', id ?? (doc.has('_id') ? null : newObjectId(now))]]);
  for (const [name, value] of doc) if (name !== '_id') result.set(name, value);
  return result;
}

/** Refuses what cannot be an `_id`. */
export function checkId(id: Value | undefined): void {
  if (Array.isArray(id) || id instanceof Regex || id === UNDEFINED) {
    throw new CommandError(53, `The '_id' value cannot be of type ${typeName(id)}`);
  }
  if (id instanceof Map) checkFields(id);
}

/** Within an `_id` only the fields of a reference to another document may begin with a dollar sign. */
function checkFields(doc: Doc): void {
  let before = '';
  for (const [name, value] of doc) {
    if (name.startsWith('$')) checkReference(name, value, before);
    if (value instanceof Map) checkFields(value);
    before = name;
  }
  if (before === '$ref') throw new CommandError(55, 'The DBRef $ref field must be followed by a $id field');
}

function checkReference(name: string, value: Value, before: string): void {
  const follows: Readonly<Record<string, string>> = { $id: '$ref', $db: '$id' };
  if (name === '$ref' || name === '$db') {
    if (typeof value !== 'string')
      throw new CommandError(55, `The DBRef ${name} field must be a String, not a ${typeName(value)}`);
  } else if (name !== '$id') {
    throw new CommandError(
      52,
      `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
    );
  }
  const wanted = follows[name];
  if (wanted !== undefined && before !== wanted)
    throw new CommandError(55, `Found ${name} field without a ${wanted} before it, which is invalid.`);
}
