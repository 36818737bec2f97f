import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import compile from 'icu-minify/compile';
import format from 'icu-minify/format';
import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { root } from '@/tests/source-files';
import compileTexts from './compile-texts.mjs';

type Texts = { [key: string]: string | Texts };

const inFolder = (folder: string) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);

/** The files that the rule in next.config.mjs compiles. */
const files = [
  ...inFolder('app/texts/de'),
  ...inFolder('app/texts/en'),
  ...readdirSync(join(root, 'nodes'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [`nodes/${name}/texts.de.json`, `nodes/${name}/texts.en.json`]),
  ...inFolder('runtime/flow').filter((name) => /-texts\.(de|en)\.json$/.test(name)),
  ...inFolder('runtime/scenarios').filter((name) => /-texts\.(de|en)\.json$/.test(name)),
];

function messagesOf(texts: Texts, path: string[] = []): { key: string; message: string }[] {
  return Object.entries(texts).flatMap(([name, below]) =>
    typeof below === 'string'
      ? [{ key: [...path, name].join('.'), message: below }]
      : messagesOf(below, [...path, name]),
  );
}

/** Every name in braces and every tag gets a value; names that are none do no harm. */
function valuesFor(message: string, sample: number | string) {
  const names = [...message.matchAll(/\{\s*(\w+)/g)].map((match): [string, number | string] => [
    match[1] ?? '',
    sample,
  ]);
  const tags = [...message.matchAll(/<(\w+)>/g)].map((match): [string, (chunks: unknown) => string] => [
    match[1] ?? '',
    (chunks) => `[${String(chunks)}]`,
  ]);
  return Object.fromEntries<number | string | ((chunks: unknown) => string)>([...names, ...tags]);
}

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) =>
    new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
};

describe('compiled texts', () => {
  it.each(files)('%s reads as it is written', (file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const locale = /(^|[./])de[./]/.test(file) ? 'de' : 'en';
    for (const { key, message } of messagesOf(JSON.parse(source))) {
      const failures: string[] = [];
      const translate = createTranslator({
        locale,
        messages: { message },
        timeZone: 'UTC',
        onError: (error) => failures.push(error.message),
      });
      for (const sample of [0, 1, 2, 0.256, 1234, 'queue', 'minutes']) {
        // A plural of a word, and a number that is none, are told as failures where they are not asked for.
        if (typeof sample === 'string' && /,\s*(plural|number|selectordinal|date|time)/.test(message))
          continue;
        const values = valuesFor(message, sample);
        const written = [translate.rich('message', values)].flat().join('');
        expect({ key, failures }).toEqual({ key, failures: [] });
        const compiled = format<string>(compile(message), locale, values, { formatters, timeZone: 'UTC' });
        expect({ key, sample, text: [compiled].flat().join('') }).toEqual({ key, sample, text: written });
      }
    }
  });

  it('become a module that exports them', () => {
    expect(compileTexts('{"a":{"b":"plain"},"c":"{n}"}')).toBe(
      'export default JSON.parse("{\\"a\\":{\\"b\\":\\"plain\\"},\\"c\\":[[\\"n\\"]]}");',
    );
  });

  it('are refused where a file holds anything else', () => {
    expect(() => compileTexts('{"list":["a"]}')).toThrow('messages and objects of them');
  });
});
