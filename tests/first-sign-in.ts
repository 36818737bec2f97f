import type { Page } from 'playwright-core';
import type { Product } from './product';

/** The way every newcomer goes: the printed link, a password, the first page. German surface. */
export async function signInFirst(page: Page, product: Product): Promise<void> {
  await page.goto(product.loginUrl);
  await page.getByLabel('Neues Passwort', { exact: true }).fill('weiche-sieben-rechts');
  await page.getByLabel('Neues Passwort wiederholen').fill('weiche-sieben-rechts');
  await page.getByRole('button', { name: 'Speichern und loslegen' }).click();
  await page.waitForURL(`${product.url}/`);
}
