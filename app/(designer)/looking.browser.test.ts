import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { designerKit } from '@/tests/designer-kit';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';

/** Looking at a flow: with room for it, by a link, or because one's role says so. */
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

const { cards } = designerKit(
  () => page,
  () => product.url,
);

async function openFlow(on: Page): Promise<void> {
  await on.goto(`${product.url}/flows/service-mailbox`);
  await cards(on).first().waitFor();
}

it('what stands beside the canvas is hidden for as long as one likes; a form that is asked for comes back', async () => {
  const palette = page.getByRole('navigation', { name: 'Knotentypen' });
  const form = page.getByRole('textbox', { name: 'Name des Knotens' });
  await openFlow(page);
  await page.getByRole('button', { name: 'Knotentypen ausblenden' }).click();
  await page.keyboard.press('i');
  await openFlow(page);
  await cards().first().click();
  expect([await palette.count(), await form.count()]).toEqual([0, 0]);
  await page.keyboard.press('Enter');
  await form.waitFor();
  await page.getByRole('button', { name: 'Knotentypen einblenden' }).click();
  await palette.waitFor();
});

it('a link to the draft is played through by somebody without an account, until it is revoked', async () => {
  await openFlow(page);
  await page.getByRole('button', { name: 'Versionen' }).click();
  await page.getByRole('tab', { name: 'Links' }).click();
  await page.getByRole('button', { name: 'Link anlegen' }).click();
  const link = await page.locator('pre', { hasText: '/shared/' }).textContent();
  const stranger = await openChromium({ language: 'en' });
  try {
    stranger.page.setDefaultTimeout(20_000);
    await stranger.page.goto(link ?? '');
    await cards(stranger.page).first().waitFor();
    await stranger.page.getByText('Shared draft, read only').waitFor();
    await stranger.page.getByRole('button', { name: 'Send message' }).click();
    await stranger.page.locator('[data-light="current"]').waitFor();
    expect(stranger.errors).toEqual([]);
    await page.getByRole('button', { name: /^Den Link .* widerrufen$/ }).click();
    await page.getByText('Es gibt keinen Link.').waitFor();
    await stranger.page.reload();
    await stranger.page.getByText('The link cannot be opened').waitFor();
  } finally {
    await stranger.close();
  }
  expect(chromium.errors).toEqual([]);
});

/** An account of another person, signed in. */
async function signInAs(role: string, on: Page): Promise<void> {
  const answer = await page.request.post(`${product.url}/api/trpc/users.add`, {
    headers: { origin: product.url },
    data: { json: { name: 'Second person', email: `${role}@example.org`, role } },
  });
  await signInFirst(on, {
    ...product,
    loginUrl: product.url + (await answer.json()).result.data.json.loginPath,
  });
}

it('a supervisor sees and tries a flow, changes nothing, and keeps nobody from a node', async () => {
  const other = await openChromium({ language: 'de' });
  try {
    const reader = other.page;
    reader.setDefaultTimeout(20_000);
    await signInAs('supervisor', reader);
    await openFlow(reader);
    await reader.getByText('Nur lesen').waitFor();
    await cards(reader).first().click();
    const name = reader.getByRole('textbox', { name: 'Name des Knotens' });
    expect(await name.isEditable()).toBe(false);
    await reader.keyboard.press('Escape');
    await reader.keyboard.press('Delete');
    expect(await reader.getByRole('navigation', { name: 'Knotentypen' }).count()).toBe(0);
    expect(await reader.getByRole('button', { name: 'Veröffentlichen' }).count()).toBe(0);

    await openFlow(page);
    await cards().first().click();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Name des Knotens' }).isEditable(), { timeout: 10_000 })
      .toBe(true);

    await reader.getByRole('button', { name: 'Testen', exact: true }).click();
    await reader.getByRole('button', { name: 'Nachricht senden' }).click();
    await reader.locator('[data-light="current"]').waitFor();
    await reader.goto(`${product.url}/flows`);
    await reader.getByRole('link', { name: /^Service/ }).waitFor();
    expect(await reader.getByRole('button', { name: 'Neuer Flow' }).count()).toBe(0);
    expect(other.errors).toEqual([]);
  } finally {
    await other.close();
  }
});
