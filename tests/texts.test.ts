import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source-files';

type Texts = { [key: string]: string | Texts };

function keysOf(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

/** The arguments of an ICU message, in the order of the alphabet; words inside the branches of a plural are none. */
function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  let at = 0;
  const until = (stop: RegExp): string => {
    const from = at;
    while (at < message.length && !stop.test(message[at] ?? '')) at += 1;
    return message.slice(from, at).trim();
  };
  const readArgument = (): void => {
    at += 1;
    names.add(until(/[,}]/));
    if (message[at] === ',') {
      at += 1;
      const type = until(/[,}]/);
      if (message[at] === ',' && /^(plural|select|selectordinal)$/.test(type)) readBranches();
      else until(/[}]/);
    }
    at += 1;
  };
  const readBranches = (): void => {
    at += 1;
    while (at < message.length && message[at] !== '}') {
      until(/[{}]/);
      if (message[at] !== '{') return;
      at += 1;
      readText();
      at += 1;
    }
  };
  const readText = (): void => {
    while (at < message.length && message[at] !== '}') {
      // Between apostrophes braces are plain text.
      if (/^'[{}]/.test(message.slice(at, at + 2)))
        at = (message.indexOf("'", at + 2) + 1 || message.length + 1) - 1;
      if (message[at] === '{') readArgument();
      else at += 1;
    }
  };
  readText();
  return [...names].sort();
}

function flat(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const read = (path: string): Texts => JSON.parse(readFileSync(join(root, path), 'utf8'));

const pairs = [
  ...readdirSync(join(root, 'app/texts/en'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => [`app/texts/de/${name}`, `app/texts/en/${name}`] as const),
  ...readdirSync(join(root, 'nodes'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => [`nodes/${entry.name}/texts.de.json`, `nodes/${entry.name}/texts.en.json`] as const),
];

describe('texts', () => {
  it('has the same files in both languages', () => {
    expect(readdirSync(join(root, 'app/texts/de')).sort()).toEqual(
      readdirSync(join(root, 'app/texts/en')).sort(),
    );
  });

  it.each(pairs)('%s says what %s says', (german, english) => {
    const de = flat(read(german));
    const en = flat(read(english));
    expect(keysOf(read(german)).sort()).toEqual(keysOf(read(english)).sort());
    for (const [key, message] of en) {
      expect({ key, arguments: argumentsOf(de.get(key) ?? '') }).toEqual({
        key,
        arguments: argumentsOf(message),
      });
    }
    for (const [key, message] of [...de, ...en])
      expect({ key, empty: message.trim() === '' }).toEqual({ key, empty: false });
  });
});
