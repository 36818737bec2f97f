import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { atRest, designerKit, middleOf } from '@/tests/designer-kit';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';

/** The designer as its people use it: real mouse, real keyboard, real server. */
let product: Product;
let chromium: Chromium;
let page: Page;
const { cards, edges, saved, titles, newFlow, dragType, frameEverything, rename } = designerKit(
  () => page,
  () => product.url,
);

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de' });
  page = chromium.page;
  await signInFirst(page, product);
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

beforeEach(() => {
  page.setDefaultTimeout(20_000);
});

describe('drawing with the mouse', () => {
  it('builds a flow from nothing: drag, draw to nothing, insert on an edge', async () => {
    await newFlow('Leerer Flow', 'Mit der Maus');
    await page.getByText('Beginnen Sie mit dem, was hereinkommt').waitFor();
    await dragType('E-Mail empfangen', 160, 240);
    const port = await middleOf(page.locator('.react-flow__handle.source').first());
    await page.mouse.move(port.x, port.y);
    await page.mouse.down();
    await page.mouse.move(port.x + 160, port.y + 20, { steps: 8 });
    await page.mouse.up();
    await page.getByPlaceholder('Was soll als Nächstes kommen?').fill('Warteschlange');
    await page.keyboard.press('Enter');
    await expect.poll(() => edges().count()).toBe(1);
    expect(await titles()).toEqual(['E-Mail empfangen', 'Warteschlange']);

    const pane = await page.locator('.react-flow__pane').boundingBox();
    // The canvas follows the new node into sight.
    await atRest(edges().first());
    const edge = await middleOf(edges().first());
    await dragType('Automatische Antwort', edge.x - (pane?.x ?? 0), edge.y - (pane?.y ?? 0));
    await expect.poll(() => edges().count()).toBe(2);
    await saved();
  });

  it('keeps the layout tidy after every edit, and takes back both by one undo', async () => {
    await newFlow('Leerer Flow', 'Immer aufgeräumt');
    await dragType('E-Mail empfangen', 160, 240);
    await page.getByRole('button', { name: 'Immer aufgeräumt' }).click();
    await dragType('Warteschlange', 420, 60);
    // Connected by hand: the queue now belongs beside the mail, on one line with it.
    // The cards still glide to their places: a click may miss the one that it aims at.
    const name = page.getByRole('textbox', { name: 'Name des Knotens' });
    await expect
      .poll(async () => {
        await cards().first().click();
        return name.getAttribute('placeholder');
      })
      .toBe('E-Mail empfangen');
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Zum Knoten' }).fill('Warteschlange');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Verbinden' }).press('Enter');
    await expect.poll(() => edges().count()).toBe(1);
    const tops = () => cards().evaluateAll((all) => all.map((card) => card.getBoundingClientRect().top));
    const apart = async () => {
      const [mail = 0, queue = 0] = await tops();
      return Math.abs(mail - queue);
    };
    await expect.poll(apart).toBeLessThan(60);
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
    await page.keyboard.press('Control+z');
    await expect.poll(() => edges().count()).toBe(0);
    await expect.poll(apart).toBeGreaterThan(60);
    await page.getByRole('button', { name: 'Immer aufgeräumt' }).click();
  });

  it('makes a flow of its own of what is selected', async () => {
    await newFlow('Servicepostfach', 'Mit Teilflow');
    const count = await page.locator('.react-flow__minimap-node').count();
    await cards().nth(1).click();
    await page.keyboard.press('Control+Shift+e');
    const dialog = page.getByRole('dialog');
    // Out of the second node lead several ways: it says so, and changes nothing.
    await dialog.getByText(/Aus der Auswahl führen Wege zu mehreren Knoten/).waitFor();
    await page.keyboard.press('Escape');
    // All ways out of the classifier lead to one node.
    await page.locator('.react-flow__node[data-id="topic"]').click();
    await page.keyboard.press('Control+Shift+e');
    await dialog.getByLabel('Name des neuen Flows').fill('Ein Teil');
    await dialog.getByRole('button', { name: 'Flow anlegen' }).click();
    await page.getByText('„Ein Teil“ ist angelegt.').waitFor();
    await expect.poll(() => page.locator('.react-flow__minimap-node').count()).toBe(count);
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await saved();
  });

  it('offers by right click and by the menu key what fits the thing that is meant', async () => {
    await newFlow('Leerer Flow', 'Mit der rechten Taste');
    await dragType('E-Mail empfangen', 160, 240);
    const menu = page.getByRole('menu', { name: 'Aktionen' });
    const item = (name: string) => menu.getByRole('menuitem', { name });
    const card = await middleOf(cards().first());
    await page.mouse.click(card.x, card.y, { button: 'right' });
    await item('Umbenennen').waitFor();
    await item('Duplizieren').click();
    await expect.poll(() => cards().count()).toBe(2);

    // On nothing: what is added comes to the pointer, and nothing is selected that could be deleted.
    const pane = await page.locator('.react-flow__pane').boundingBox();
    const free = { x: (pane?.x ?? 0) + 60, y: (pane?.y ?? 0) + 60 };
    await page.mouse.click(free.x, free.y, { button: 'right' });
    await item('Knoten hinzufügen').waitFor();
    expect(await item('Löschen').count()).toBe(0);
    await item('Knoten hinzufügen').click();
    const search = page.getByPlaceholder('Was soll als Nächstes kommen?');
    expect(Math.abs(((await search.boundingBox())?.x ?? 0) - free.x)).toBeLessThan(120);
    await search.fill('Warteschlange');
    await page.keyboard.press('Enter');
    await expect.poll(() => cards().count()).toBe(3);

    await page.keyboard.press('o');
    const lines = page.getByRole('treeitem');
    await lines.filter({ hasText: 'Warteschlange' }).first().click();
    await page.keyboard.press('ContextMenu');
    await item('Umbenennen').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => menu.count()).toBe(0);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
      .toBe('treeitem');
    await saved();
  });

  it('undoes fifty edits and does them again', async () => {
    await newFlow('Leerer Flow', 'Fünfzig');
    // A menu that comes late gives the keyboard back as any other.
    const more = page.getByRole('button', { name: 'Weitere Aktionen' });
    await more.press('Enter');
    await page.getByRole('menu').press('Escape');
    await expect.poll(() => more.evaluate((button) => button === document.activeElement)).toBe(true);
    await dragType('E-Mail empfangen', 160, 240);
    for (let count = 0; count < 50; count += 1) await page.keyboard.press('Control+d');
    const all = page.locator('.react-flow__minimap-node');
    await expect.poll(() => all.count()).toBe(51);
    for (let count = 0; count < 50; count += 1) await page.keyboard.press('Control+z');
    await expect.poll(() => all.count()).toBe(1);
    for (let count = 0; count < 50; count += 1) await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => all.count()).toBe(51);
  });

  it('copies from one flow into another', async () => {
    await newFlow('Servicepostfach', 'Quelle');
    const count = await page.locator('.react-flow__minimap-node').count();
    await frameEverything();
    await expect.poll(() => page.locator('.react-flow__node-card.selected').count()).toBe(count);
    // The frame is in nobody's way, and Shift has stretched no selection of text, which would be copied instead.
    await page.keyboard.down('Control');
    await cards().nth(1).click();
    await page.keyboard.up('Control');
    await page.keyboard.press('Control+c');
    await newFlow('Leerer Flow', 'Ziel');
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
    await page.keyboard.press('Control+v');
    await expect.poll(() => page.locator('.react-flow__minimap-node').count()).toBe(count - 1);
    await saved();
  });
});

describe('never losing an edit', () => {
  it('joins what two people do at the same time', async () => {
    const url = await newFlow('Servicepostfach', 'Zu zweit');
    const other = await chromium.context.newPage();
    await other.goto(url);
    await cards(other).first().waitFor();
    await rename(other, 0, 'Von der einen');
    await rename(page, 1, 'Von dem anderen');
    for (const each of [page, other])
      await expect
        .poll(async () => (await titles(each)).slice(0, 2), { timeout: 15_000 })
        .toEqual(['Von der einen', 'Von dem anderen']);

    // Who came first edits the node; the other reads, until he takes it over.
    // A tab behind another one is slow to tell.
    await page.bringToFront();
    await cards(page).nth(2).click();
    // On this very node: the name stood on the one that was renamed before.
    await cards(other).nth(2).getByText('Admin', { exact: true }).waitFor();
    await cards(other).nth(2).click();
    const title = (on: Page): Locator => on.getByRole('textbox', { name: 'Name des Knotens' });
    await other.getByText(/bearbeitet diesen Knoten gerade/).waitFor();
    expect(await title(other).getAttribute('readonly')).not.toBeNull();
    await other.getByRole('button', { name: 'Übernehmen' }).click();
    await page.getByText(/bearbeitet diesen Knoten gerade/).waitFor();
    expect(await title(other).getAttribute('readonly')).toBeNull();
    await other.close();
  });

  it('keeps edits and undo over a reload while the server cannot be reached', async () => {
    await newFlow('Servicepostfach', 'Ohne Netz');
    const [original] = await titles();
    await page.route('**/flows.saveDraft**', (route) => route.abort());
    await rename(page, 0, 'Unterwegs geändert');
    await page.getByText(/keine Verbindung/).waitFor();
    await page.reload();
    await cards().first().waitFor();
    expect((await titles())[0]).toBe('Unterwegs geändert');
    await page.unroute('**/flows.saveDraft**');
    await saved();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await expect.poll(async () => (await titles())[0]).toBe(original);
  });

  it('goes on without a connection, with what was not used before too', async () => {
    await newFlow('Servicepostfach', 'Ganz ohne Netz');
    await cards().first().click();
    // Whoever has begun to work gets the rest of the editor as well, among it what the keys are told by.
    const scripts = () => page.evaluate(() => performance.getEntriesByType('resource').length);
    let before = 0;
    await expect
      .poll(
        async () => {
          const [last, now] = [before, await scripts()];
          before = now;
          return last > 0 && now === last;
        },
        { interval: 2_600, timeout: 20_000 },
      )
      .toBe(true);
    await chromium.context.setOffline(true);
    try {
      await rename(page, 1, 'Im Tunnel');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Tasten' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByText(/keine Verbindung/).waitFor();
    } finally {
      await chromium.context.setOffline(false);
    }
    await saved();
    expect((await titles())[1]).toBe('Im Tunnel');
  });
});

describe('publishing', () => {
  it('refuses a flow with problems and leads to the field', async () => {
    await newFlow('Leerer Flow', 'Unfertig');
    await dragType('Warteschlange', 160, 240);
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await page.getByRole('button', { name: 'Ersten Fehler beheben' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page
      .getByText(/Wählen Sie eine Warteschlange|keinen Start/)
      .first()
      .waitFor();
  });

  it('publishes, tells the difference in words, and rolls back', async () => {
    await newFlow('Servicepostfach', 'Versionen');
    const [original] = await titles();
    await publish('Erste Fassung');
    await rename(page, 0, 'Umbenannt');
    await publish('Zweite Fassung');
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
    await page.keyboard.press('v');
    await page.getByRole('button', { name: /^Version 2/ }).click();
    await page.getByText(`„${original}“ heißt jetzt „Umbenannt“.`).waitFor();
    await page.getByRole('button', { name: /^Version 1/ }).click();
    await page.getByRole('button', { name: 'Auf diese Version zurückgehen' }).click();
    await page.getByLabel('Auch den Entwurf ersetzen').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Zurückgehen' }).click();
    await page.getByRole('button', { name: /^Version 3.*Im Betrieb/ }).waitFor();
    await expect.poll(async () => (await titles())[0]).toBe(original);
  });

  async function publish(note: string): Promise<void> {
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Was ist neu?').fill(note);
    await dialog.getByRole('button', { name: 'Veröffentlichen' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
});

it('has pages without script errors', () => {
  expect(chromium.errors).toEqual([]);
});
