import type { RE2JS as Engine } from 're2js';
import { presentEngines } from './late-engines';

/** In the browser in the place of `re2js`: a pattern matches nothing until the engine is here. */
export const RE2JS = {
  // The engine's own bits.
  CASE_INSENSITIVE: 1,
  DOTALL: 2,
  MULTILINE: 4,
  translateRegExp: (pattern: string): string => presentEngines()?.RE2JS.translateRegExp(pattern) ?? pattern,
  compile(pattern: string, bits: number): Pick<Engine, 'test' | 'matcher'> {
    return presentEngines()?.RE2JS.compile(pattern, bits) ?? nothingYet;
  },
};

const nothingYet = {
  test: () => false,
  matcher(): never {
    throw new Error('The engine for patterns is still being loaded.');
  },
};
