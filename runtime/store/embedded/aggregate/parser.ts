import { type Doc, UtcDate, type Value } from '../bson/value';
import { CommandError, unsupported } from '../errors';
import type { Known } from '../query/known';
import type { Node, Scope } from './scope';

/** Reads an operator's argument; the parser reads sub-expressions and keeps the names of bound variables. */
export type OperatorParser = (argument: Value, parser: Parser, name: string) => Node;

/** Turns an expression's document form into a function. Whatever it does not know, it refuses by name. */
export class Parser {
  /** The top-level fields that are read. */
  readonly fields = new Set<string>();
  readsWholeDocument = false;
  private readonly bound: string[] = [];

  constructor(
    private readonly operators: ReadonlyMap<string, OperatorParser>,
    private readonly refused: ReadonlySet<string>,
    readonly known: Known,
  ) {}

  parse(value: Value): Node {
    if (typeof value === 'string' && value.startsWith('$')) return this.path(value);
    if (Array.isArray(value)) {
      const items = value.map((item) => this.parse(item));
      return (scope) => items.map((item) => item(scope) ?? null);
    }
    if (value instanceof Map) return this.document(value);
    return () => value;
  }

  /** Parses a sub-expression in which further variables are bound. */
  within(names: readonly string[], value: Value): Node {
    for (const name of names) {
      if (!/^[a-z\x80-\uffff][\w\x80-\uffff]*$/.test(name) && name !== 'CURRENT') {
        throw new CommandError(9, `'${name}' starts with an invalid character for a user variable name`);
      }
    }
    this.bound.push(...names);
    const node = this.parse(value);
    this.bound.length -= names.length;
    return node;
  }

  /** The arguments of an operator that takes a fixed number of them. */
  arguments(name: string, argument: Value, least: number, most = least): Node[] {
    const list = Array.isArray(argument) ? argument : [argument];
    if (list.length < least || list.length > most) {
      throw least === most
        ? new CommandError(
            16020,
            `Expression ${name} takes exactly ${least} arguments. ${list.length} were passed in.`,
          )
        : new CommandError(
            28667,
            `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${list.length} were passed in.`,
          );
    }
    return list.map((item) => this.parse(item));
  }

  /** The named arguments of an operator; names that are not listed are refused. */
  named(
    name: string,
    argument: Value,
    allowed: readonly string[],
    required: readonly string[],
  ): Map<string, Node> {
    if (!(argument instanceof Map))
      throw new CommandError(9, `${name} only supports an object as its argument`);
    const nodes = new Map<string, Node>();
    for (const [key, value] of argument) {
      if (!allowed.includes(key)) throw new CommandError(9, `Unrecognized argument to ${name}: ${key}`);
      nodes.set(key, this.parse(value));
    }
    for (const key of required) {
      if (!nodes.has(key)) throw new CommandError(9, `Missing '${key}' parameter to ${name}`);
    }
    return nodes;
  }

  private document(doc: Doc): Node {
    const [first] = doc.keys();
    if (first?.startsWith('$')) {
      if (doc.size !== 1) {
        throw new CommandError(
          15983,
          'an expression specification must contain exactly one field, the name of the expression',
        );
      }
      const operator = this.operators.get(first);
      if (this.refused.has(first)) throw unsupported(`the expression ${first}`, 168);
      if (operator === undefined) throw new CommandError(168, `Unrecognized expression '${first}'`);
      return operator(doc.get(first) ?? null, this, first);
    }
    const entries = [...doc].map(([name, value]): [string, Node] => {
      if (name.startsWith('$'))
        throw new CommandError(
          16410,
          `FieldPath field names may not start with '$'. Consider using $getField or $setField.`,
        );
      if (name.includes('.')) throw new CommandError(16412, `FieldPath field names may not contain '.'.`);
      return [name, this.parse(value)];
    });
    return (scope) => {
      const result: Doc = new Map();
      for (const [name, node] of entries) {
        const value = node(scope);
        if (value !== undefined) result.set(name, value);
      }
      return result;
    };
  }

  private path(text: string): Node {
    if (text.startsWith('$$')) return this.variable(text.slice(2));
    const parts = this.checkedParts(text.slice(1));
    this.fields.add(parts[0] ?? '');
    return (scope) => valueAt(scope.root, parts, 0);
  }

  private checkedParts(path: string): string[] {
    const parts = path.split('.');
    for (const part of parts) {
      if (part === '') throw new CommandError(15998, 'FieldPath field names may not be empty strings.');
      if (part.startsWith('$'))
        throw new CommandError(16410, `FieldPath field names may not start with '$'.`);
    }
    return parts;
  }

  private variable(text: string): Node {
    const [name = '', ...rest] = text.split('.');
    const base = this.variableNode(name, rest);
    if (rest.length === 0 || name === 'ROOT' || name === 'CURRENT') return base;
    const parts = this.checkedParts(rest.join('.'));
    return (scope) => valueAt(base(scope), parts, 0);
  }

  private variableNode(name: string, rest: readonly string[]): Node {
    if (this.bound.includes(name)) return (scope) => lookUp(scope, name);
    switch (name) {
      case 'ROOT':
      case 'CURRENT':
        if (rest.length > 0) return this.path(`$${rest.join('.')}`);
        this.readsWholeDocument = true;
        return (scope) => scope.root;
      case 'NOW':
        return (scope) => new UtcDate(scope.now);
      case 'REMOVE':
        return () => undefined;
    }
    const outside = this.known.variables?.get(name);
    if (outside === undefined) throw new CommandError(17276, `Use of undefined variable: ${name}`);
    return () => outside;
  }
}

function lookUp(scope: Scope, name: string): Value | undefined {
  for (let bound = scope.variables; bound !== undefined; bound = bound.outer) {
    if (bound.name === name) return bound.value;
  }
  return undefined;
}

/** The value at a path as expressions see it: an array on the way gives the array of its documents' values. */
export function valueAt(value: Value | undefined, parts: readonly string[], at: number): Value | undefined {
  if (at === parts.length) return value;
  if (value instanceof Map) return valueAt(value.get(parts[at] ?? ''), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  const found: Value[] = [];
  for (const item of value) {
    const inner = item instanceof Map || Array.isArray(item) ? valueAt(item, parts, at) : undefined;
    if (inner !== undefined) found.push(inner);
  }
  return found;
}
