import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { atRest, designerKit } from '@/tests/designer-kit';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';

/** Nobody is torn away from where he works, and what he asks for comes into sight. */
let product: Product;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de' });
  page = chromium.page;
  page.setDefaultTimeout(20_000);
  await signInFirst(page, product);
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

const { cards, newFlow } = designerKit(
  () => page,
  () => product.url,
);

/** The text of the line of the outline that has the keyboard. */
const line = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('[role="treeitem"]')?.textContent ?? null);

it('a search leaves whoever goes on working elsewhere where he is', async () => {
  await newFlow('Servicepostfach', 'Suche');
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'In diesem Flow suchen' }).fill('außerhalb');
  await page.getByText('1 von 1').waitFor();
  await page.getByRole('button', { name: 'Alles zeigen' }).click();
  await atRest(cards().first());
  await cards().first().click();
  const name = page.getByRole('textbox', { name: 'Name des Knotens' });
  await name.fill('Eingang');
  await page.getByText(/^Gespeichert um/).waitFor();
  expect(await name.inputValue()).toBe('Eingang');
});

it('what is pasted comes into sight', async () => {
  await newFlow('Servicepostfach', 'Vorlage');
  await cards().first().click();
  await page.keyboard.press('Control+c');
  await newFlow('Leerer Flow', 'Ablage');
  const pane = await page.locator('.react-flow__pane').boundingBox();
  if (!pane) throw new Error('The canvas is not in sight.');
  // At the edge, where the card would lie beyond it.
  await page.mouse.click(pane.x + pane.width - 12, pane.y + 12);
  await page.keyboard.press('Control+v');
  await cards().first().waitFor();
  await atRest(cards().first());
  const card = await cards().first().boundingBox();
  expect((card?.x ?? 0) + (card?.width ?? 0)).toBeLessThanOrEqual(pane.x + pane.width);
});

it('a new name takes the place of the old one', async () => {
  await cards().first().click();
  await page.keyboard.press('F2');
  const field = page.getByRole('dialog').getByLabel('Name');
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('Eingang');
  expect(await field.inputValue()).toBe('Eingang');
  await page.keyboard.press('Enter');
});

it('in the outline the keyboard goes to a new note, and on where a line is deleted', async () => {
  await newFlow('Servicepostfach', 'Zeilen');
  await page.keyboard.press('o');
  await expect.poll(line).not.toBeNull();
  const first = await line();
  await page.keyboard.press('n');
  await expect.poll(line).toBe('Leere Notiz');
  await page.keyboard.press('Home');
  await expect.poll(line).toBe(first);
  await page.keyboard.press('Delete');
  await expect.poll(line).not.toBe(first);
  expect(await line()).not.toBeNull();
});

it('Enter selects the card or connection that the Tab key led to, which is called by what it joins', async () => {
  await newFlow('Servicepostfach', 'Tabulator');
  await page.keyboard.press('0');
  await cards().first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name des Knotens' }).waitFor();
  const connection = page.getByRole('group', { name: /^von „.+“ über „.+“ zu „.+“$/ }).first();
  await connection.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Verbindung entfernen' }).waitFor();
});

it('has pages without script errors', () => {
  expect(chromium.errors).toEqual([]);
});
