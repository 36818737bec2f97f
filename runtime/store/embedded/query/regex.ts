import { CommandError } from '../errors';
import type { CompiledRegex } from './filter';

/**
 * Compiles a pattern written for PCRE (which MongoDB uses, in UTF-8 mode) into a JavaScript expression that means
 * exactly the same. Constructs that JavaScript lacks or reads differently are translated or refused by name with
 * MongoDB's code 51091, never run with another meaning.
 */
export function compileRegex(pattern: string, flags: string): CompiledRegex {
  for (const flag of flags) {
    if (!'imsxu'.includes(flag)) throw new CommandError(51108, `invalid flag in regex options: ${flag}`);
  }
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const all = flags + (inline?.[1] ?? '');
  const source = new Translator(
    pattern.slice(inline?.[0].length ?? 0),
    all.includes('m'),
    all.includes('s'),
    flags.includes('x'),
  ).translate();
  try {
    const compiled = new RegExp(source, all.includes('i') ? 'iu' : 'u');
    return {
      pattern,
      flags: sortFlags(flags),
      compiled,
      prefix: all === '' ? literalPrefix(pattern) : undefined,
    };
  } catch (error) {
    throw refused(error instanceof Error ? error.message : 'invalid pattern');
  }
}

/** MongoDB keeps the options of an expression in alphabetical order. */
export function sortFlags(flags: string): string {
  return [...new Set(flags)].sort().join('');
}

function refused(what: string): CommandError {
  return new CommandError(51091, `Regular expression is invalid: ${what}`);
}

/** The literal characters behind a leading ^ up to the first special one. */
function literalPrefix(pattern: string): string | undefined {
  if (!pattern.startsWith('^') || pattern.includes('|')) return undefined;
  const literal = /^[A-Za-z0-9 _@:/,;=!"%&'<>~-]*/.exec(pattern.slice(1))?.[0] ?? '';
  const next = pattern[1 + literal.length];
  const prefix = next === '*' || next === '?' || next === '{' ? literal.slice(0, -1) : literal;
  return prefix === '' ? undefined : prefix;
}

const SPACE = '\\t\\n\\v\\f\\r ';
const PLAIN_ESCAPES = 'bBdDwW';
const CONTROL_ESCAPES: Readonly<Record<string, string>> = {
  n: '\\n',
  r: '\\r',
  t: '\\t',
  f: '\\f',
  a: '\\x07',
  e: '\\x1b',
};
const SYNTAX = '^$\\.*+?()[]{}|/';

class Translator {
  private at = 0;
  private output = '';

  constructor(
    private readonly pattern: string,
    private readonly multiline: boolean,
    private readonly dotAll: boolean,
    private readonly extended: boolean,
  ) {}

  translate(): string {
    while (this.at < this.pattern.length) this.next();
    return this.output;
  }

  private next(): void {
    const character = this.take();
    switch (character) {
      case '\\':
        this.output += this.escape(false);
        return;
      case '[':
        this.characterClass();
        return;
      case '(':
        this.group();
        return;
      case '.':
        this.output += this.dotAll ? '[\\s\\S]' : '[^\\n]';
        return;
      case '^':
        this.output += this.multiline ? '(?<=(?<![\\s\\S])|\\n(?=[\\s\\S]))' : '(?<![\\s\\S])';
        return;
      case '$':
        this.output += this.multiline ? '(?=\\n|(?![\\s\\S]))' : '(?=\\n?(?![\\s\\S]))';
        return;
      case '{':
        this.braces();
        return;
      case '}':
      case ']':
        this.output += `\\${character}`;
        return;
      case '*':
      case '+':
      case '?':
        this.quantifier(character);
        return;
      default:
        this.literal(character);
    }
  }

  private literal(character: string): void {
    if (!this.extended) this.output += character;
    else if (character === '#') while (this.at < this.pattern.length && this.take() !== '\n');
    else if (!/[\t\n\v\f\r ]/.test(character)) this.output += character;
  }

  private take(): string {
    const character = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    this.at += character.length;
    return character;
  }

  private quantifier(text: string): void {
    this.output += text;
    if (this.pattern[this.at] === '+')
      throw refused('possessive quantifiers are not supported by the embedded server');
    if (this.pattern[this.at] === '?') this.output += this.take();
  }

  /** PCRE reads braces that are no quantifier as plain text. */
  private braces(): void {
    const counted = /^\d+(,\d*)?\}/.exec(this.pattern.slice(this.at));
    if (counted === null) {
      this.output += '\\{';
      return;
    }
    this.at += counted[0].length;
    this.quantifier(`{${counted[0]}`);
  }

  private group(): void {
    this.output += '(';
    if (this.pattern[this.at] === '*') throw refused('verbs are not supported by the embedded server');
    if (this.pattern[this.at] !== '?') return;
    const opening = /^\?(:|=|!|<=|<!|P?<[A-Za-z_]\w*>)/.exec(this.pattern.slice(this.at));
    if (opening === null)
      throw refused(`(${this.pattern.slice(this.at, this.at + 3)} is not supported by the embedded server`);
    this.at += opening[0].length;
    this.output += opening[0].replace('?P<', '?<');
  }

  private escape(inClass: boolean): string {
    if (this.at >= this.pattern.length) throw refused('\\ at end of pattern');
    const character = this.take();
    if (character === 's') return inClass ? SPACE : `[${SPACE}]`;
    if (character === 'S') {
      if (inClass) throw refused('\\S in a character class is not supported by the embedded server');
      return `[^${SPACE}]`;
    }
    if (character === 'h' && !inClass) return '[\\t \\xa0]';
    if (inClass && character === 'b') return '\\x08';
    if (PLAIN_ESCAPES.includes(character)) return `\\${character}`;
    const control = CONTROL_ESCAPES[character];
    if (control !== undefined) return control;
    if (!inClass && character === 'A') return '(?<![\\s\\S])';
    if (!inClass && character === 'z') return '(?![\\s\\S])';
    if (!inClass && character === 'Z') return '(?=\\n?(?![\\s\\S]))';
    if (character === 'x') return this.hexadecimal();
    if (character === 'p' || character === 'P') return this.property(character);
    if (!inClass && /[1-9]/.test(character) && !/\d/.test(this.pattern[this.at] ?? ''))
      return `\\${character}`;
    if (!/[A-Za-z0-9]/.test(character)) return this.plain(character, inClass);
    throw refused(`\\${character} is not supported by the embedded server`);
  }

  private plain(character: string, inClass: boolean): string {
    return SYNTAX.includes(character) || (inClass && character === '-') ? `\\${character}` : character;
  }

  private hexadecimal(): string {
    const digits = /^(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]{1,6}\})/.exec(this.pattern.slice(this.at));
    if (digits === null) throw refused('\\x must be followed by two digits or digits in braces');
    this.at += digits[0].length;
    return `\\u{${digits[0].replace(/[{}]/g, '')}}`;
  }

  private property(letter: string): string {
    const name = /^\{(L|Lu|Ll|Lt|N|Nd|P|S|Z)\}/.exec(this.pattern.slice(this.at));
    if (name === null) throw refused(`this \\${letter} property is not supported by the embedded server`);
    this.at += name[0].length;
    return `\\${letter}${name[0]}`;
  }

  private characterClass(): void {
    this.output += '[';
    if (this.pattern[this.at] === '^') this.output += this.take();
    if (this.pattern[this.at] === ']') {
      this.output += '\\]';
      this.at += 1;
    }
    for (;;) {
      if (this.at >= this.pattern.length) throw refused('missing terminating ] for character class');
      const character = this.take();
      if (character === ']') break;
      if (character === '\\') this.output += this.escape(true);
      else if (character === '[' && /[:.=]/.test(this.pattern[this.at] ?? '')) {
        throw refused('POSIX character classes are not supported by the embedded server');
      } else this.output += SYNTAX.includes(character) ? `\\${character}` : character;
    }
    this.output += ']';
  }
}
