import { createTransport } from 'nodemailer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from './chromium';
import { headerOf, readOutbox } from './outbox';
import { type Product, startProduct } from './product';

/**
 * The main job as a newcomer sees it: start, log in once, send a mail, see its ticket live, answer it, and see the
 * customer's answer join the same ticket.
 */
let product: Product;
let chromium: Chromium;
let page: Page;

const customer = { name: 'Anna Berger', address: 'anna@example.com' };
const question = 'question-1@example.com';

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de' });
  page = chromium.page;
});

afterAll(async () => {
  await chromium?.close();
  expect(await product?.stop()).toBe(0);
});

async function sendMail(mail: {
  subject: string;
  text: string;
  messageId: string;
  inReplyTo?: string;
  headers?: Record<string, string>;
}) {
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
  await transport.sendMail({
    from: customer,
    to: 'service@stellwerk.local',
    ...mail,
    messageId: `<${mail.messageId}>`,
    ...(mail.inReplyTo ? { inReplyTo: `<${mail.inReplyTo}>` } : {}),
  });
  transport.close();
}

describe('the main job', () => {
  it('says within the first screen where to go, how to log in and where to send a mail', () => {
    expect(product.output()).toContain(product.url);
    expect(product.loginUrl).toContain(product.url);
    expect(product.output()).toContain(`localhost:${product.smtpPort}`);
    expect(product.output().trim().split('\n').length).toBeLessThan(24);
  });

  it('lets the admin in by the one-time link, once, and set a password', async () => {
    await page.goto(product.loginUrl);
    await page.getByLabel('Neues Passwort', { exact: true }).fill('gleis-neun-dreiviertel');
    await page.getByLabel('Neues Passwort wiederholen').fill('gleis-neun-dreiviertel');
    await page.getByRole('button', { name: 'Speichern und loslegen' }).click();
    await page.waitForURL(`${product.url}/`);

    const stranger = await openChromium({ language: 'en' });
    await stranger.page.goto(product.loginUrl);
    await stranger.page.waitForURL(/\/login(?!\/once)/);
    await stranger.page.getByRole('button', { name: /log in|sign in/i }).waitFor();
    await stranger.close();
  });

  it('shows a mail as a ticket in the right queue without a reload', async () => {
    await page.goto(`${product.url}/inbox`);
    await page.getByText('Posteingang').first().waitFor();
    await sendMail({
      subject: 'Rechnung vom März zu hoch',
      text: 'Guten Tag,\n\nmeine Rechnung ist viel zu hoch, bitte prüfen.\n\nAnna Berger',
      messageId: question,
    });
    await page.getByText('Rechnung vom März zu hoch').first().waitFor({ timeout: 15_000 });
    await page.getByRole('navigation').getByText('Rechnung', { exact: true }).first().click();
    await page.getByText('Rechnung vom März zu hoch').first().click();
    await page.getByText('meine Rechnung ist viel zu hoch').last().waitFor();
  });

  it('explains why the ticket is there', async () => {
    await page.getByText('Warum ist das hier?').waitFor();
    await page.getByText('Das Ticket wurde in die Warteschlange „Rechnung“ gestellt.').waitFor();
  });

  it('sends the agent’s reply with correct threading', async () => {
    await page.keyboard.press('r');
    const editor = page.getByRole('textbox', { name: 'Antworten' });
    await editor.waitFor();
    await editor.click();
    await page.keyboard.type('Guten Tag Frau Berger, wir prüfen das gern.');
    await page.getByRole('button', { name: 'Senden', exact: true }).click();
    await expect
      .poll(() => readOutbox(product.dataDir).then((mails) => mails.map((mail) => mail.text).join()), {
        timeout: 30_000,
      })
      .toContain('wir prüfen das gern');
    const reply = (await readOutbox(product.dataDir)).find((mail) =>
      mail.text.includes('wir prüfen das gern'),
    );
    expect(reply?.inReplyTo).toBe(`<${question}>`);
    expect(reply?.references).toContain(`<${question}>`);
    expect(reply?.to[0]?.address).toBe(customer.address);
    expect(headerOf(reply, 'Auto-Submitted')).toBeNull();
  });

  it('joins the customer’s answer to the same ticket, live', async () => {
    const reply = (await readOutbox(product.dataDir)).find((mail) =>
      mail.text.includes('wir prüfen das gern'),
    );
    await sendMail({
      subject: 'Re: Rechnung vom März zu hoch',
      text: 'Vielen Dank, das freut mich sehr.',
      messageId: 'answer-1@example.com',
      inReplyTo: (reply?.messageId ?? '').replace(/[<>]/g, ''),
    });
    await page.getByText('Vielen Dank, das freut mich sehr.').last().waitFor({ timeout: 15_000 });
    await page.getByText('wir prüfen das gern').last().waitFor();
  });

  it('never answers a machine', async () => {
    const before = (await readOutbox(product.dataDir)).length;
    await sendMail({
      subject: 'Abwesenheitsnotiz',
      text: 'Ich bin nicht im Büro.',
      messageId: 'away-1@example.com',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    await sendMail({
      subject: 'Kündigung',
      text: 'Ich möchte meinen Vertrag kündigen.',
      messageId: 'cancel-1@example.com',
    });
    await page.getByText('Alle offenen').first().click();
    await page.getByText('Kündigung', { exact: true }).first().waitFor({ timeout: 15_000 });
    const mails = (await readOutbox(product.dataDir)).slice(before);
    expect(mails.filter((mail) => mail.inReplyTo === '<away-1@example.com>')).toEqual([]);
  });

  it('goes to a flow and acts on it by the command palette', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Wohin? Was tun?').fill('Service');
    // The flow, and the queue of the same name behind it.
    const found = page.getByRole('dialog').getByRole('button', { name: 'Service', exact: true });
    await expect.poll(() => found.count(), { timeout: 15_000 }).toBe(2);
    // What came later than the words must not have cost the selection.
    await expect.poll(() => page.locator('[data-action][data-selected]').count()).toBe(1);
    expect(await found.first().getAttribute('data-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/flows\/[\w-]+$/);
    await page.locator('.react-flow__node-card').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Wohin? Was tun?').fill('notiz');
    await page.keyboard.press('Enter');
    await page.locator('.react-flow__node-note').waitFor();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await page.locator('.react-flow__node-note').waitFor({ state: 'detached' });
  });

  it('has a page without script errors', () => {
    expect(chromium.errors).toEqual([]);
  });
});
