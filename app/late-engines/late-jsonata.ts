import type jsonata from 'jsonata';
import { loadEngines, presentEngines } from './late-engines';

type Expression = Pick<jsonata.Expression, 'ast' | 'assign' | 'registerFunction'> & {
  evaluate(input: unknown, bindings?: Record<string, unknown>): Promise<unknown>;
};

/**
 * In the browser in the place of `jsonata`. What is bound before the engine is here is bound then; evaluating waits for
 * it; only asking for the syntax tree, which cannot wait, is refused meanwhile.
 */
export default function lateJsonata(source: string, options?: jsonata.JsonataOptions): Expression {
  const engines = presentEngines();
  if (engines) return engines.jsonata(source, options);
  const bindings: ((expression: jsonata.Expression) => void)[] = [];
  let made: jsonata.Expression | null = null;
  const make = (): jsonata.Expression => {
    const now = presentEngines();
    if (!now) throw new Error('The engine for expressions is still being loaded.');
    if (!made) {
      made = now.jsonata(source, options);
      for (const bind of bindings) bind(made);
    }
    return made;
  };
  return {
    ast: () => make().ast(),
    async evaluate(input, bindings) {
      await loadEngines();
      return make().evaluate(input, bindings);
    },
    assign: (name, value) => {
      bindings.push((expression) => expression.assign(name, value));
    },
    registerFunction: (name, implementation, signature) => {
      bindings.push((expression) => expression.registerFunction(name, implementation, signature));
    },
  };
}
