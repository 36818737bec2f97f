import type { CompiledNode } from './compile';
import { createJsonataExpressions } from './expressions-jsonata';
import { reachedFrom } from './nodes-after';
import { flowProblem, type Problem, type ProblemContext } from './problems';
import { localizedTexts } from './problems-config';
import { pathsOfRules, ruleGroupSchema } from './rules';
import { SCOPE_ROOTS } from './scope';
import { isKnownPath, knownVariables } from './scope-fields';
import { parseTemplate } from './template-text';
import type { ConfigField } from './walk-config';

// Only its parser is used here.
const expressions = createJsonataExpressions();

/** What one field reads. */
interface Reading {
  path: (string | number)[];
  variables: string[];
}

/** Expressions that cannot be read, names that nothing has, variables read before they are written. */
export function variableProblems(context: ProblemContext): Problem[] {
  const { flow, registry, compiled, fields } = context;
  const known = knownVariables(flow, registry, compiled);
  const problems: Problem[] = [];
  const readers = new Map<string, { node: CompiledNode; path: (string | number)[] }[]>();
  for (const node of compiled.nodes.values()) {
    for (const field of fields.get(node.id) ?? []) {
      const { reading, found } = readField(node.id, field);
      problems.push(...found);
      for (const name of reading.variables) {
        if (known.has(name)) {
          const places = readers.get(name) ?? [];
          places.push({ node, path: reading.path });
          readers.set(name, places);
        } else
          problems.push(
            flowProblem('error', 'variableUnknown', { nodeId: node.id, path: reading.path }, { name }),
          );
      }
    }
  }
  for (const [name, places] of readers) problems.push(...readBeforeWritten(context, name, places));
  return problems;
}

function readField(
  nodeId: string,
  { path, meta, value }: ConfigField,
): { reading: Reading; found: Problem[] } {
  const where = { nodeId, path };
  const reading: Reading = { path, variables: [] };
  if (meta.widget === 'expression' && typeof value === 'string') return readExpression(where, reading, value);
  if (meta.widget === 'template' && typeof value === 'string') {
    return value.startsWith('=')
      ? readExpression(where, reading, value)
      : readPaths(where, reading, ownPlacesLeftOut(meta, parseTemplate(value).paths));
  }
  if (meta.widget === 'rules') {
    const group = ruleGroupSchema.safeParse(value);
    return group.success ? readPaths(where, reading, pathsOfRules(group.data)) : { reading, found: [] };
  }
  const texts = localizedTexts(meta.widget, value);
  return texts
    ? readPaths(
        where,
        reading,
        ownPlacesLeftOut(
          meta,
          [...texts.values()].flatMap((text) => parseTemplate(text).paths),
        ),
      )
    : { reading, found: [] };
}

/** Some texts know more than the flow does. */
function ownPlacesLeftOut({ places = [] }: ConfigField['meta'], paths: readonly string[]): string[] {
  return paths.filter((path) => !places.includes(path));
}

type Where = { nodeId: string; path: (string | number)[] };

function readExpression(
  where: Where,
  reading: Reading,
  value: string,
): { reading: Reading; found: Problem[] } {
  const source = value.trimStart().replace(/^=/, '');
  if (source.trim() === '') return { reading, found: [] };
  const parsed = expressions.parse(source);
  if (!parsed.ok) {
    const values = { code: parsed.code, position: parsed.position };
    return { reading, found: [flowProblem('error', 'expression', where, values)] };
  }
  const unknown = parsed.roots.filter((root) => !SCOPE_ROOTS.some((name) => name === root));
  return {
    reading: { ...reading, variables: parsed.variables },
    found: [
      ...unknown.map((name) => flowProblem('error', 'nameUnknown', where, { name })),
      ...parsed.unbound.map((name) => flowProblem('error', 'functionUnknown', where, { name })),
    ],
  };
}

function readPaths(
  where: Where,
  reading: Reading,
  paths: readonly string[],
): { reading: Reading; found: Problem[] } {
  const variables = new Set<string>();
  const found: Problem[] = [];
  for (const path of new Set(paths)) {
    const [root, name] = path.split('.');
    if (root === 'vars' && name) variables.add(name);
    else if (!isKnownPath(path)) found.push(flowProblem('error', 'nameUnknown', where, { name: path }));
  }
  return { reading: { ...reading, variables: [...variables] }, found };
}

/** A reader that can be reached without passing a writer reads nothing on that path. */
function readBeforeWritten(
  { flow, compiled }: ProblemContext,
  name: string,
  places: { node: CompiledNode; path: (string | number)[] }[],
): Problem[] {
  const declared = flow.variables.find((variable) => variable.name === name);
  if (declared && (declared.initial !== undefined || declared.role === 'input' || declared.role === 'both'))
    return [];
  const writes = ({ definition, invalid, config }: CompiledNode) =>
    invalid === null && (definition?.variables?.(config) ?? []).some((variable) => variable.name === name);
  const unwritten = reachedFrom(compiled.starts, compiled, writes);
  return places
    .filter(({ node }) => unwritten.has(node))
    .map(({ node, path }) =>
      flowProblem('warning', 'readBeforeWritten', { nodeId: node.id, path }, { name }),
    );
}
