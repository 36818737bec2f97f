import type { ExprNode } from 'jsonata';

/**
 * What an expression reads, told from its tree: the names after `vars.` anywhere, and the first words of paths that
 * start at the root, and names with `$` that the expression does not set itself. Inside a filter or a function the context is another one, so first words there are not told.
 */
export function readExpressionPaths(tree: ExprNode): {
  variables: string[];
  roots: string[];
  unbound: string[];
} {
  const variables = new Set<string>();
  const roots = new Set<string>();
  visit(tree, true);
  return { variables: [...variables], roots: [...roots], unbound: unboundNames(tree) };

  function visit(part: unknown, atRoot: boolean): void {
    if (Array.isArray(part)) {
      for (const item of part) visit(item, atRoot);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    const type: unknown = Reflect.get(part, 'type');
    if (type === 'path') {
      visitPath(Reflect.get(part, 'steps'), atRoot);
      visit(Reflect.get(part, 'group'), false);
      return;
    }
    const inner = atRoot && type !== 'lambda';
    for (const [key, value] of Object.entries(part)) {
      if (key === 'predicate' || key === 'stages' || key === 'group') visit(value, false);
      else if (key !== 'value' && key !== 'type' && key !== 'position') visit(value, inner);
    }
  }

  function visitPath(steps: unknown, atRoot: boolean): void {
    if (!Array.isArray(steps)) return;
    const named = steps.map(nameOf);
    // `$$` is always the root, `$` is it where nothing has changed the context.
    const start = isVariable(steps[0], '$') || (atRoot && isVariable(steps[0], '')) ? 1 : 0;
    const fromRoot = start === 1 || atRoot;
    const first = named[start];
    if (first === 'vars') {
      const name = named[start + 1];
      if (name) variables.add(name);
    }
    if (fromRoot && first) roots.add(first);
    steps.forEach((step, index) => {
      if (nameOf(step) === null) visit(step, index === 0 && atRoot);
      else visitFilters(step);
    });
  }

  function visitFilters(step: unknown): void {
    if (typeof step !== 'object' || step === null) return;
    visit(Reflect.get(step, 'predicate'), false);
    visit(Reflect.get(step, 'stages'), false);
  }
}

/** Names with `$` that are used and set nowhere in the expression; where exactly they hold is not looked at. */
function unboundNames(tree: unknown): string[] {
  const used = new Set<string>();
  const bound = new Set<unknown>();
  collect(tree);
  return [...used].filter((name) => !bound.has(name));

  function collect(part: unknown): void {
    if (Array.isArray(part)) {
      for (const item of part) collect(item);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    const type: unknown = Reflect.get(part, 'type');
    const value: unknown = Reflect.get(part, 'value');
    if (type === 'variable' && typeof value === 'string' && value !== '' && value !== '$') used.add(value);
    if (type === 'bind') bound.add(Reflect.get(Object(Reflect.get(part, 'lhs')), 'value'));
    if (type === 'lambda')
      for (const parameter of asList(Reflect.get(part, 'arguments')))
        bound.add(Reflect.get(Object(parameter), 'value'));
    // `@$item` and `#$position` after a step of a path.
    for (const key of ['focus', 'index']) bound.add(Reflect.get(part, key));
    for (const [key, child] of Object.entries(part)) if (key !== 'value') collect(child);
  }
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function nameOf(step: unknown): string | null {
  if (typeof step !== 'object' || step === null || Reflect.get(step, 'type') !== 'name') return null;
  const value: unknown = Reflect.get(step, 'value');
  return typeof value === 'string' ? value : null;
}

function isVariable(step: unknown, name: string): boolean {
  return (
    typeof step === 'object' &&
    step !== null &&
    Reflect.get(step, 'type') === 'variable' &&
    Reflect.get(step, 'value') === name
  );
}
