import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';

/** The list of flows, as people keep it in order. */
let product: Product;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de' });
  page = chromium.page;
  page.setDefaultTimeout(20_000);
  await signInFirst(page, product);
  await page.goto(`${product.url}/flows`);
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

const folder = (name: string): Locator => page.getByRole('button', { name: new RegExp(`^${name} \\d+$`) });
const choose = async (of: string, what: string): Promise<void> => {
  await page.getByRole('button', { name: of, exact: true }).click();
  await page.getByRole('menuitem', { name: what }).click();
};
const undo = (): Promise<void> => page.getByRole('button', { name: 'Rückgängig' }).click();

describe('the list of flows', () => {
  it('has folders that lie in one another, are renamed and dissolved, and back', async () => {
    await choose('Aktionen für Service', 'In einen Ordner legen');
    await page.getByRole('dialog').getByLabel('Ordner').fill('Vertrieb/Nord');
    await page.keyboard.press('Enter');
    await page.getByText('„Service“ liegt jetzt in „Vertrieb / Nord“.').waitFor();
    await folder('Vertrieb').waitFor();
    await folder('Nord').waitFor();

    await choose('Aktionen für den Ordner Vertrieb', 'Umbenennen oder verschieben');
    await page.getByLabel('Name des Ordners').fill('Verkauf');
    await page.keyboard.press('Enter');
    await folder('Verkauf').waitFor();
    await undo();
    await folder('Vertrieb').waitFor();

    await choose('Aktionen für den Ordner Vertrieb / Nord', 'Ordner auflösen');
    await folder('Nord').waitFor({ state: 'hidden' });
    await undo();
    await folder('Nord').waitFor();

    await folder('Vertrieb').click();
    await folder('Nord').waitFor({ state: 'hidden' });
    await folder('Vertrieb').click();
  });

  it('takes a flow out of service into the archive, and back into service', async () => {
    await choose('Aktionen für Service', 'Archivieren');
    await page.getByText('„Service“ liegt jetzt im Archiv.').waitFor();
    await page.getByRole('heading', { name: 'Kein Flow gefunden' }).waitFor();
    await undo();
    await page.getByRole('row', { name: /^Service .* Im Betrieb/ }).waitFor();
  });

  it('is ordered by a column', async () => {
    const column = page.getByRole('columnheader', { name: 'Name' });
    await column.getByRole('button').click();
    await expect.poll(() => column.getAttribute('aria-sort')).toBe('ascending');
    await column.getByRole('button').click();
    await expect.poll(() => column.getAttribute('aria-sort')).toBe('descending');
  });
});
