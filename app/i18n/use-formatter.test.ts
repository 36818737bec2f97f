import { expect, test } from 'vitest';
import { listSourceFiles } from '@/tests/source-files';

const files = listSourceFiles(['app'], { tests: false });

test('dates are written by this formatter alone, so that English ones read the same everywhere', () => {
  const others = files.filter(
    ({ path, text }) => path !== 'app/i18n/use-formatter.ts' && writesAmerican(text),
  );
  expect(others.map(({ path }) => path)).toEqual([]);
});

/** Uses next-intl's own formatter, or the bare locale of the reader. */
function writesAmerican(text: string): boolean {
  return (
    /import \{[^}]*\b(useFormatter|getFormatter)\b[^}]*\} from 'next-intl/.test(text) ||
    /toLocale(Date|Time)String\(/.test(text)
  );
}
