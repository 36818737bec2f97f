import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { type Chromium, openChromium } from '@/tests/chromium';
import { designerKit } from '@/tests/designer-kit';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';
import type { CanvasOperation } from './canvas-operations';

/** The outline by keyboard alone: whatever can be done on the canvas can be done here. */
let product: Product;
let chromium: Chromium;
let page: Page;
const { newFlow, draft } = designerKit(
  () => page,
  () => product.url,
);

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de' });
  page = chromium.page;
  page.setDefaultTimeout(15_000);
  await signInFirst(page, product);
  await newFlow('Leerer Flow', 'Ohne Maus');
  await press('o');
  await tree().waitFor();
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

// Each walk begins in the outline, also when one before it was given up with its dialog open.
beforeEach(async () => {
  if ((await dialog().count()) === 0) return;
  await press('Escape');
  await dialog().waitFor({ state: 'hidden' });
});

const tree = (): Locator => page.getByRole('tree', { name: 'Gliederung des Flows' });
const lines = (name: RegExp): Locator => tree().getByRole('treeitem', { name });
const dialog = (): Locator => page.getByRole('dialog');
const panel = (): Locator => page.getByRole('region', { name: 'Eigenschaften' });

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** The number of the line that has the keyboard; null where none has. */
const place = (): Promise<string | null> =>
  page.evaluate(
    () => document.activeElement?.closest('[role="treeitem"]')?.getAttribute('data-index') ?? null,
  );

/** Brings the keyboard to a line and selects what it stands for. */
async function at(name: RegExp): Promise<void> {
  const line = lines(name).first();
  await line.focus();
  const wanted = await line.getAttribute('data-index');
  // Up and down again, as a person who goes along the lines: reaching a line selects it.
  await press('Home');
  await expect.poll(place).toBe('0');
  for (let step = 1; step <= Number(wanted); step += 1) {
    await press('ArrowDown');
    await expect.poll(place).toBe(String(step));
  }
}

async function add(key: string, type: string): Promise<void> {
  await press(key);
  const search = page.getByPlaceholder('Was soll als Nächstes kommen?');
  await search.fill(type);
  await press('Enter');
  await search.waitFor({ state: 'hidden' });
  await lines(new RegExp(`^${type}`))
    .first()
    .waitFor();
}

/** In the dialog that leads an exit somewhere. */
async function connectTo(target: string): Promise<void> {
  await dialog().getByRole('combobox', { name: 'Zum Knoten' }).fill(target);
  await press('ArrowDown', 'Enter');
  await dialog().getByRole('button', { name: 'Verbinden' }).press('Enter');
  await dialog().waitFor({ state: 'hidden' });
}

async function expectDraft(check: (flow: FlowDocument) => unknown, expected: unknown): Promise<void> {
  await expect.poll(async () => check(await draft())).toEqual(expected);
}

const titled = (flow: FlowDocument, title: string) => flow.nodes.find((node) => node.title === title);
const typed = (flow: FlowDocument, type: string) => flow.nodes.filter((node) => node.type === type);
const leads = (flow: FlowDocument, type: string) =>
  flow.edges.filter(({ from }) => typed(flow, type).some(({ id }) => id === from.node)).length;

/** How each operation of the canvas is done here; one that is missing does not compile. */
const walks: Record<CanvasOperation, () => Promise<void>> = {
  'add a node': () => add('a', 'E-Mail empfangen'),
  'add behind an exit': async () => {
    await at(/führt noch nirgends hin/);
    await add('Enter', 'Warteschlange');
    await expectDraft(({ edges }) => edges.length, 1);
  },
  'name a node': async () => {
    await at(/^Warteschlange/);
    await press('F2');
    await dialog().getByLabel('Name').fill('Service');
    await press('Enter');
    await lines(/^Service/).waitFor();
  },
  'add into a connection': async () => {
    await at(/^E-Mail empfangen/);
    await add('Shift+A', 'Bedingung');
    await expectDraft((flow) => [leads(flow, 'mail-received'), leads(flow, 'condition')], [1, 1]);
  },
  'connect an exit': async () => {
    await at(/^Bedingung/);
    await press('c');
    await connectTo('Service');
    await lines(/weiter bei „Service“/)
      .first()
      .waitFor();
    await expectDraft((flow) => leads(flow, 'condition'), 2);
  },
  'put a node that is there onto a connection': async () => {
    await at(/^Bedingung/);
    // All its ways lead somewhere: the new node stands on its own.
    await add('a', 'Schlagwörter');
    await at(/^Schlagwörter/);
    await press('Shift+C');
    await dialog().getByRole('combobox', { name: 'Verbindung' }).fill('E-Mail');
    await press('ArrowDown', 'Enter');
    await dialog().getByRole('button', { name: 'Einsetzen' }).press('Enter');
    await expectDraft((flow) => leads(flow, 'tag'), 1);
  },
  'lead an exit elsewhere': async () => {
    await at(/^Schlagwörter/);
    await press('c');
    await connectTo('Service');
    await expectDraft((flow) => {
      const from = typed(flow, 'tag')[0]?.id;
      return flow.edges.find((edge) => edge.from.node === from)?.to === titled(flow, 'Service')?.id;
    }, true);
  },
  'cut a connection': async () => {
    await at(/^Schlagwörter/);
    await press('c');
    await connectTo('Nirgendwohin');
    await expectDraft((flow) => leads(flow, 'tag'), 0);
  },
  'undo and redo': async () => {
    await press('Control+z');
    await expectDraft((flow) => leads(flow, 'tag'), 1);
    await press('Control+Shift+z');
    await expectDraft((flow) => leads(flow, 'tag'), 0);
    await press('Control+z');
  },
  'open the settings of a node': async () => {
    await at(/^Service/);
    await press('Enter');
    await expect
      .poll(() => panel().evaluate((element) => element.contains(document.activeElement)))
      .toBe(true);
  },
  'select several, everything, nothing': async () => {
    const selected = () => tree().locator('[role="treeitem"][aria-selected="true"]').count();
    await at(/^E-Mail empfangen/);
    await press('Shift+ArrowDown');
    await expect.poll(selected).toBe(2);
    // Without Shift but with Control the keyboard moves alone, and Space decides.
    await press('Control+ArrowUp', 'Space');
    await expect.poll(selected).toBe(1);
    await press('Control+a');
    await expect.poll(selected).toBeGreaterThan(3);
    await press('Escape');
    await expect.poll(selected).toBe(0);
  },
  'go along the connections': async () => {
    await at(/^E-Mail empfangen/);
    await press('Alt+ArrowRight');
    await expect
      .poll(() =>
        lines(/^Schlagwörter/)
          .first()
          .getAttribute('aria-selected'),
      )
      .toBe('true');
  },
  'move nodes': async () => {
    const before = titled(await draft(), 'Service')?.position.y ?? 0;
    await at(/^Service/);
    await press('Alt+Shift+ArrowDown');
    await expectDraft((flow) => (titled(flow, 'Service')?.position.y ?? 0) > before, true);
  },
  'copy and paste': async () => {
    await at(/^Service/);
    await press('Control+c', 'Control+v');
    await expectDraft((flow) => typed(flow, 'queue').length, 2);
    await press('Control+x');
    await expectDraft((flow) => typed(flow, 'queue').length, 1);
  },
  duplicate: async () => {
    await at(/^Service/);
    await press('Control+d');
    await expectDraft((flow) => typed(flow, 'queue').length, 2);
    await press('Delete');
    await expectDraft((flow) => typed(flow, 'queue').length, 1);
  },
  'group, name and colour the group, ungroup': async () => {
    await at(/^Service/);
    await press('Control+g');
    await panel().getByRole('button', { name: 'Gruppe', exact: true }).press('Enter');
    await panel().getByLabel('Titel der Gruppe').fill('Am Ende');
    await panel().getByRole('combobox', { name: 'Farbe' }).press('Enter');
    await page.getByRole('option', { name: 'Rot' }).waitFor();
    await press('End', 'ArrowUp', 'Enter');
    await expectDraft(({ groups }) => groups.map(({ title }) => title), ['Am Ende']);
    expect((await draft()).groups[0]?.color).not.toBe('gray');
    await at(/^Service/);
    await press('Control+Shift+g');
    await expectDraft((flow) => titled(flow, 'Service')?.group, undefined);
  },
  'write, colour and size a note': async () => {
    await at(/^Service/);
    await press('n');
    await panel().getByRole('textbox', { name: 'Text' }).fill('Hier fragen');
    await panel().getByRole('radio', { name: 'Blau' }).press('Space');
    await panel().getByLabel('Breite').fill('400');
    await expectDraft(
      ({ notes }) => notes.map(({ text, size, color }) => [text, size.width, color]),
      expect.arrayContaining([['Hier fragen', 400, 'blue']]),
    );
  },
  'delete and close the gap': async () => {
    await at(/^Schlagwörter/);
    await press('Shift+Delete');
    await expectDraft((flow) => [typed(flow, 'tag').length, leads(flow, 'mail-received')], [0, 1]);
  },
  'make a flow of its own': async () => {
    await at(/^Service/);
    await press('Control+Shift+e');
    await dialog().getByLabel('Name des neuen Flows').fill('Ein Ende');
    await press('Enter');
    await page.getByText('„Ein Ende“ ist angelegt.').waitFor();
    await expectDraft((flow) => typed(flow, 'queue').length, 0);
  },
  'tidy up': async () => {
    const before = (await draft()).nodes.map(({ position }) => position);
    await at(/^E-Mail empfangen/);
    await press('Alt+Shift+ArrowDown', 'l');
    await expect.poll(async () => (await draft()).nodes.map(({ position }) => position)).not.toEqual(before);
  },
  'save and publish': async () => {
    await at(/^E-Mail empfangen/);
    await press('Control+Enter');
    await dialog().getByText('Flow veröffentlichen').waitFor();
    await press('Escape');
  },
};

describe('the outline', () => {
  it.each(Object.entries(walks))('can %s', (_operation, walk) => walk());

  it('stays at the line that two keys within one frame lead to', async () => {
    await at(/^E-Mail empfangen/);
    // Faster than the browser draws, as held keys are on a slow machine.
    const reached = await page.evaluate(async () => {
      const seen: (string | null)[] = [];
      document.addEventListener('focusin', ({ target }) => {
        if (target instanceof HTMLElement) seen.push(target.getAttribute('data-index'));
      });
      for (let press = 0; press < 2; press += 1) {
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }),
        );
        // As between two events: what the first one changed is drawn, and no frame has gone by.
        await Promise.resolve();
      }
      for (let drawn = 0; drawn < 10; drawn += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      return seen;
    });
    expect(reached).toEqual(['1', '2']);
  });

  it('has a key for everything, and lists them', async () => {
    await press('?');
    await page.getByRole('dialog', { name: 'Tasten' }).getByText('Löschen und Lücke schließen').waitFor();
    await press('Escape');
    expect(chromium.errors).toEqual([]);
  });
});
