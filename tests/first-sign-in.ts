import type { Page } from 'playwright-core';
import de from '@/app/texts/de/auth.json';
import en from '@/app/texts/en/auth.json';
import type { Product } from './product';

/** The way every newcomer goes: the printed link, a password, the first page; in the language of the surface. */
export async function signInFirst(page: Page, product: Product, language: 'de' | 'en' = 'de'): Promise<void> {
  const { newPassword, repeat, save } = { de, en }[language].welcome;
  await page.goto(product.loginUrl);
  await page.getByLabel(newPassword, { exact: true }).fill('weiche-sieben-rechts');
  await page.getByLabel(repeat).fill('weiche-sieben-rechts');
  await page.getByRole('button', { name: save }).click();
  await page.waitForURL(`${product.url}/`);
}
