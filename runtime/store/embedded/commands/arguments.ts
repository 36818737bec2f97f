import { Collation } from '../bson/collation';
import { safeInteger, toNumber } from '../bson/number';
import { type Doc, isNumeric, typeName, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';

/** Options that every command may carry and that change nothing here. */
const GENERIC = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'comment',
  '$readPreference',
  '$clusterTime',
  'writeConcern',
  'readConcern',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'stmtId',
  'stmtIds',
  '$audit',
  '$client',
  '$configServerState',
]);

/** Reads the arguments of a command: each is asked for by name and type, and none may be left over. */
export class Arguments {
  constructor(
    readonly doc: Doc,
    private readonly commandName: string,
  ) {}

  /** Refuses every argument that is not listed, so that none is ignored by mistake. */
  allow(...names: readonly string[]): void {
    for (const name of this.doc.keys()) {
      if (name === this.commandName || GENERIC.has(name) || names.includes(name)) continue;
      throw new CommandError(40415, `BSON field '${this.commandName}.${name}' is an unknown field.`);
    }
  }

  /** Accepts an argument of MongoDB's that this server does not have, as long as it asks for nothing. */
  refuse(...names: readonly string[]): void {
    for (const name of names) {
      const value = this.doc.get(name);
      if (value === undefined || value === false || value === null) continue;
      throw unsupported(`the option ${name} of ${this.commandName}`);
    }
  }

  collation(): Collation | undefined {
    return Collation.parse(this.doc.get('collation'));
  }

  get(name: string): Value | undefined {
    return this.doc.get(name);
  }

  document(name: string): Doc | undefined {
    const value = this.doc.get(name);
    if (value === undefined || value === null) return undefined;
    if (value instanceof Map) return value;
    throw this.wrongType(name, value, 'object');
  }

  string(name: string): string {
    const value = this.doc.get(name);
    if (typeof value === 'string') return value;
    if (value === undefined) throw missing(this.commandName, name);
    throw this.wrongType(name, value, 'string');
  }

  /** True or false, or a number that means it; `otherwise` where it is not given. */
  boolean(name: string, otherwise = false): boolean {
    const value = this.doc.get(name);
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'boolean') return value;
    if (isNumeric(value)) return toNumber(value) !== 0;
    throw this.wrongType(name, value, 'bool');
  }

  /** A whole number that is not negative. */
  count(name: string): number | undefined {
    const value = this.doc.get(name);
    if (value === undefined || value === null) return undefined;
    if (!isNumeric(value)) throw this.wrongType(name, value, 'long');
    const number = safeInteger(value) ?? Math.trunc(toNumber(value));
    if (number < 0)
      throw new CommandError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
    return number;
  }

  /** The batch size within the argument `cursor`. */
  cursorBatch(): number | undefined {
    const cursor = this.document('cursor');
    for (const name of cursor?.keys() ?? []) {
      if (name !== 'batchSize')
        throw new CommandError(40415, `BSON field 'cursor.${name}' is an unknown field.`);
    }
    const size = cursor?.get('batchSize');
    if (size === undefined) return undefined;
    if (!isNumeric(size)) throw this.wrongType('cursor.batchSize', size, 'long');
    if (toNumber(size) < 0)
      throw new CommandError(
        51024,
        `BSON field 'batchSize' value must be >= 0, actual value '${toNumber(size)}'`,
      );
    return Math.trunc(toNumber(size));
  }

  documents(name: string): Doc[] {
    const value = this.doc.get(name);
    if (value === undefined) throw missing(this.commandName, name);
    if (!Array.isArray(value)) throw this.wrongType(name, value, 'array');
    return value.map((item) => {
      if (item instanceof Map) return item;
      throw this.wrongType(`${name}.0`, item, 'object');
    });
  }

  private wrongType(name: string, value: Value, expected: string): CommandError {
    return new CommandError(
      14,
      `BSON field '${this.commandName}.${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
    );
  }
}

function missing(command: string, name: string): CommandError {
  return new CommandError(40414, `BSON field '${command}.${name}' is missing but a required field`);
}
