import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createTransport } from 'nodemailer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from './chromium';
import { signInFirst } from './first-sign-in';
import { type Product, startProduct } from './product';

/** Every screen under axe-core, light and dark: nothing that it calls serious or critical (WCAG 2.2 A and AA). */
let product: Product;
let chromium: Chromium;
let page: Page;
let flowUrl: string;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de' });
  page = chromium.page;
  page.setDefaultTimeout(30_000);
  await signInFirst(page, product);
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
  await transport.sendMail({
    from: 'Anna Berger <anna@example.com>',
    to: 'service@stellwerk.local',
    subject: 'Rechnung März',
    text: 'Bitte prüfen Sie meine Rechnung vom März, sie ist doppelt so hoch wie sonst.',
    html: '<p>Bitte prüfen Sie meine <b>Rechnung</b> vom März.</p>',
  });
  transport.close();
  await page.goto(`${product.url}/flows`);
  await page.getByRole('table').getByRole('link').first().click();
  await page.locator('.react-flow__node-card').first().waitFor();
  flowUrl = page.url();
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

/** What axe finds on the page as it stands, in both colour schemes, as lines to read. */
async function findings(on: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await on.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await on.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    // Nothing glides from one colour to the other while it is looked at.
    await on.addStyleTag({ content: '* { transition: none !important; animation: none !important }' });
    await on.waitForTimeout(100);
    await on.evaluate(axe);
    const lines = await on.evaluate(async () => {
      const { violations } = await Reflect.get(window, 'axe').run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
      });
      return violations
        .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
        );
    });
    found.push(...lines.map((line: string) => `${colorScheme}: ${line}`));
  }
  return found;
}

/** Opens a page and waits until its heading and what it loads are there. */
async function go(path: string): Promise<void> {
  await page.goto(`${product.url}${path}`);
  await page.getByRole('main').getByRole('heading').first().waitFor();
  await page.locator('.mantine-Skeleton-root[data-visible]').first().waitFor({ state: 'hidden' });
}

describe('axe finds nothing serious', () => {
  it('on the log-in page', async () => {
    const stranger = await openChromium({ language: 'de' });
    await stranger.page.goto(`${product.url}/login`);
    await stranger.page.getByRole('button').first().waitFor();
    expect(await findings(stranger.page)).toEqual([]);
    await stranger.close();
  });

  it.each([
    '/',
    '/flows',
    '/settings/queues',
    '/settings/teams',
    '/settings/hours',
    '/settings/mailboxes',
    '/settings/users',
    '/settings/canned-replies',
    '/settings/installation',
    '/settings/model',
    '/settings/ledger',
    '/settings/chats',
    '/settings/hooks',
    '/settings/profile',
  ])('on %s', async (path) => {
    await go(path);
    expect(await findings(page)).toEqual([]);
  });

  it('where an address leads to no page', async () => {
    await page.goto(`${product.url}/nirgends`);
    await page.getByRole('heading', { name: 'Hier ist nichts' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('where a form says what is missing', async () => {
    await go('/settings/mailboxes');
    await page.getByRole('button', { name: 'Postfach verbinden' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await dialog.getByText('Bitte geben Sie einen Namen ein.').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('beside the ledger, in the form of a team and in a new message', async () => {
    await go('/settings/ledger');
    await page.getByRole('button', { name: 'Rechnung März' }).click();
    await page.getByRole('dialog').getByText('Original herunterladen').waitFor();
    expect(await findings(page)).toEqual([]);
    await go('/settings/teams');
    await page.getByRole('button', { name: 'Team hinzufügen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto(`${product.url}/inbox`);
    await page.getByRole('button', { name: 'Neue Nachricht' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Text' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('in the inbox with a ticket', async () => {
    await page.goto(`${product.url}/inbox`);
    await page.getByText('Rechnung März').first().click();
    await page
      .getByText(/doppelt so hoch/)
      .last()
      .waitFor();
    await page.keyboard.press('r');
    await page.getByRole('textbox', { name: 'Antworten' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('where flows begin with a template', async () => {
    await go('/flows');
    await page.getByRole('button', { name: 'Neuer Flow' }).click();
    await page.getByRole('dialog').getByText('Servicepostfach').first().waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('on the canvas, with a form, the problems and the versions open', async () => {
    await page.goto(flowUrl);
    await page.locator('.react-flow__node-card').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('.react-flow__node-card').nth(1).click();
    await page.getByRole('textbox', { name: 'Name des Knotens' }).waitFor();
    await page.getByRole('button', { name: /^Probleme/ }).click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Versionen' }).click();
    await page
      .getByText(/^Version 1/)
      .first()
      .waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('in the command palette, the list of keys, the publish dialog, the scenarios and the replay', async () => {
    await page.goto(flowUrl);
    await page.locator('.react-flow__node-card').first().waitFor();
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('Control+k');
    await dialog.getByRole('textbox').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Tasten' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await dialog.getByText('Zu einem Zeitpunkt').click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Testen', exact: true }).click();
    await page.locator('label', { hasText: 'Szenarien' }).click();
    // All of them are checked as soon as the panel opens.
    await page.getByText(/^\d+ von \d+ bestanden$/).waitFor();
    await page.getByRole('list', { name: 'Szenarien' }).getByRole('button').first().click();
    expect(await findings(page)).toEqual([]);
    await page.locator('label', { hasText: 'Was wäre wenn?' }).click();
    await page.getByRole('button', { name: 'Nachrichten durchspielen' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('in the simulator and in the outline', async () => {
    await page.goto(flowUrl);
    await page.locator('.react-flow__node-card').first().waitFor();
    await page.getByRole('button', { name: 'Testen', exact: true }).click();
    await page.getByLabel('Betreff').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByText('Gliederung', { exact: true }).click();
    await page.getByRole('tree', { name: 'Gliederung des Flows' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });
});
