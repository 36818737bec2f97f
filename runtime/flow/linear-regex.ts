import { RE2JS } from 're2js';

/**
 * A regular expression whose time grows linearly with the text: untrusted patterns cannot hang a process by
 * backtracking. No look-around, no back references.
 * @throws SyntaxError when the pattern cannot be read.
 */
export function compileLinearRegex(pattern: string, flags = ''): { test(text: string): boolean } {
  const compiled = compilePattern(pattern, flags);
  return { test: (text) => compiled.test(text) };
}

/** What JSONata builds for `/pattern/flags`: the parts of RegExp that it uses (`lastIndex`, `exec`). */
export class LinearRegExp {
  lastIndex = 0;
  readonly source: string;
  readonly #compiled: RE2JS;

  constructor(pattern: RegExp | string, flags?: string) {
    this.source = typeof pattern === 'string' ? pattern : pattern.source;
    this.#compiled = compilePattern(this.source, flags ?? (typeof pattern === 'string' ? '' : pattern.flags));
  }

  exec(
    text: string,
  ): { 0: string; index: number; length: number; [group: number]: string | undefined } | null {
    const matcher = this.#compiled.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    const groups = Array.from(
      { length: matcher.groupCount() },
      (_, group) => matcher.group(group + 1) ?? undefined,
    );
    this.lastIndex = matcher.end();
    return Object.assign([matcher.group() ?? '', ...groups], {
      0: matcher.group() ?? '',
      index: matcher.start(),
    });
  }
}

function compilePattern(pattern: string, flags: string): RE2JS {
  let bits = 0;
  if (flags.includes('i')) bits |= RE2JS.CASE_INSENSITIVE;
  if (flags.includes('s')) bits |= RE2JS.DOTALL;
  if (flags.includes('m')) bits |= RE2JS.MULTILINE;
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern), bits);
  } catch (error) {
    throw new SyntaxError(error instanceof Error ? error.message : String(error));
  }
}
