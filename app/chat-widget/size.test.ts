import { expect, it } from 'vitest';
import { buildWidget, WIDGET_LIMIT } from '@/bin/tasks/widget.mjs';

it('stays small enough for any web page', async () => {
  const { bytes } = await buildWidget();
  expect(bytes).toBeGreaterThan(1000);
  expect(bytes).toBeLessThan(WIDGET_LIMIT);
});
