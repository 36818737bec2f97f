import { compareValues } from '../../bson/compare';
import { UNDEFINED, type Value } from '../../bson/value';
import { CommandError } from '../../errors';
import type { OperatorParser, Parser } from '../parser';
import type { Node } from '../scope';
import { truthy } from '../truthy';

/** Comparison, boolean and conditional operators. */
export const LOGIC_OPERATORS: Readonly<Record<string, OperatorParser>> = {
  $literal: (argument) => () => argument,
  $const: (argument) => () => argument,
  $expr: (argument, parser) => parser.parse(argument),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $cmp: (argument, parser) => {
    const [left, right] = pair(parser.arguments('$cmp', argument, 2));
    return (scope) => Math.sign(compareValues(left(scope), right(scope), parser.known.collation));
  },
  $and: (argument, parser) => {
    const items = list(argument, parser);
    return (scope) => items.every((item) => truthy(item(scope)));
  },
  $or: (argument, parser) => {
    const items = list(argument, parser);
    return (scope) => items.some((item) => truthy(item(scope)));
  },
  $not: (argument, parser) => {
    const [item] = pair(parser.arguments('$not', argument, 1));
    return (scope) => !truthy(item(scope));
  },
  $ifNull: (argument, parser) => {
    if (!Array.isArray(argument) || argument.length < 2) {
      throw new CommandError(1257300, '$ifNull needs at least two arguments');
    }
    const items = list(argument, parser);
    return (scope) => {
      let value: Value | undefined;
      for (const item of items) {
        value = item(scope);
        if (value !== undefined && value !== null && value !== UNDEFINED) return value;
      }
      return value;
    };
  },
  $cond: parseCond,
  $switch: parseSwitch,
  $let: parseLet,
};

function comparison(passes: (order: number) => boolean): OperatorParser {
  return (argument, parser, name) => {
    const [left, right] = pair(parser.arguments(name, argument, 2));
    return (scope) => passes(compareValues(left(scope), right(scope), parser.known.collation));
  };
}

const absent: Node = () => undefined;

/** The first two of a list of nodes whose length was checked. */
export function pair(nodes: readonly Node[]): [Node, Node] {
  return [nodes[0] ?? absent, nodes[1] ?? absent];
}

function list(argument: Value, parser: Parser): Node[] {
  return (Array.isArray(argument) ? argument : [argument]).map((item) => parser.parse(item));
}

function parseCond(argument: Value, parser: Parser): Node {
  let nodes: Node[];
  if (argument instanceof Map) {
    const named = parser.named('$cond', argument, ['if', 'then', 'else'], ['if', 'then', 'else']);
    nodes = ['if', 'then', 'else'].map((key) => named.get(key) ?? absent);
  } else nodes = parser.arguments('$cond', argument, 3);
  const [condition = absent, yes = absent, no = absent] = nodes;
  return (scope) => (truthy(condition(scope)) ? yes(scope) : no(scope));
}

function parseSwitch(argument: Value, parser: Parser): Node {
  if (!(argument instanceof Map)) throw new CommandError(40060, '$switch requires an object as an argument');
  for (const key of argument.keys()) {
    if (key !== 'branches' && key !== 'default')
      throw new CommandError(40067, `$switch found an unknown argument: ${key}`);
  }
  const branches = argument.get('branches');
  if (!Array.isArray(branches)) throw new CommandError(40061, `$switch expected an array for 'branches'`);
  if (branches.length === 0) throw new CommandError(40068, '$switch requires at least one branch.');
  const parsed = branches.map((branch): [Node, Node] => {
    const named = parser.named('$switch', branch, ['case', 'then'], ['case', 'then']);
    return [named.get('case') ?? absent, named.get('then') ?? absent];
  });
  const fallback = argument.has('default') ? parser.parse(argument.get('default') ?? null) : undefined;
  return (scope) => {
    for (const [condition, result] of parsed) if (truthy(condition(scope))) return result(scope);
    if (fallback !== undefined) return fallback(scope);
    throw new CommandError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
}

function parseLet(argument: Value, parser: Parser): Node {
  if (!(argument instanceof Map))
    throw new CommandError(16874, '$let only supports an object as its argument');
  for (const key of argument.keys()) {
    if (key !== 'vars' && key !== 'in')
      throw new CommandError(16875, `Unrecognized parameter to $let: ${key}`);
  }
  const variables = argument.get('vars');
  const body = argument.get('in');
  if (!(variables instanceof Map)) throw new CommandError(16876, `Missing 'vars' parameter to $let`);
  if (body === undefined) throw new CommandError(16877, `Missing 'in' parameter to $let`);
  const bindings = [...variables].map(([name, value]): [string, Node] => [name, parser.parse(value)]);
  const inner = parser.within([...variables.keys()], body);
  return (scope) => {
    let bound = scope;
    for (const [name, node] of bindings) {
      bound = {
        root: scope.root,
        now: scope.now,
        variables: { name, value: node(scope), outer: bound.variables },
      };
    }
    return inner(bound);
  };
}
