import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { designerKit } from '@/tests/designer-kit';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';
import { root } from '@/tests/source-files';

/** Trying a draft out before it goes into service, as people do it: replay, scenarios, plans, links, files. */
let product: Product;
let chromium: Chromium;
let page: Page;
let flows = '';

beforeAll(async () => {
  // Templates of its own: one of them comes in a newer version later.
  flows = await mkdtemp(join(tmpdir(), 'stellwerk-flows-'));
  await cp(join(root, 'flows'), flows, { recursive: true });
  product = await startProduct({ STELLWERK_FLOWS_DIR: flows });
  chromium = await openChromium({ language: 'de' });
  page = chromium.page;
  page.setDefaultTimeout(20_000);
  const mailer = nodemailer.createTransport({
    host: '127.0.0.1',
    port: product.smtpPort,
    secure: false,
    ignoreTLS: true,
  });
  for (const [index, text] of ['Der Betrag auf meiner Rechnung ist zu hoch.', 'Ich kündige.'].entries())
    await mailer.sendMail({
      from: `Kunde ${index} <kunde${index}@example.org>`,
      to: 'service@stellwerk.local',
      subject: `Anliegen ${index}`,
      text,
    });
  await signInFirst(page, product);
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
  await rm(flows, { recursive: true, force: true });
});

const { cards, saved, titles, newFlow, dragType } = designerKit(
  () => page,
  () => product.url,
);

async function openFlow(): Promise<void> {
  await page.goto(`${product.url}/flows/service-mailbox`);
  await cards().first().waitFor();
}

async function openPanel(name: 'Szenarien' | 'Was wäre wenn?'): Promise<void> {
  await page.getByRole('button', { name: 'Testen', exact: true }).click();
  await page.locator('label', { hasText: name }).click();
}

/** Takes away what leads on where automatic mail is told from people's: nobody is sorted any more. */
async function cutTheWay(): Promise<void> {
  const count = await page.locator('.react-flow__edge').count();
  await page.locator('.react-flow__edge').nth(1).click({ force: true });
  await page.keyboard.press('Delete');
  await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(count - 1);
}

async function undo(): Promise<void> {
  await page.getByRole('button', { name: 'Rückgängig' }).click();
}

it('brings the node that a link names into sight', async () => {
  await page.goto(`${product.url}/flows/service-mailbox?node=billing`);
  const canvas = await page.locator('.react-flow').boundingBox();
  const isInSight = async (): Promise<boolean> => {
    const card = await page.locator('.react-flow__node[data-id="billing"]').boundingBox();
    return !!card && !!canvas && card.x > canvas.x && card.x + card.width < canvas.x + canvas.width;
  };
  await expect.poll(isInSight).toBe(true);
});

describe('what-if replay', () => {
  it('tells where messages of last week would go, and draws both ways of one', async () => {
    await openFlow();
    await openPanel('Was wäre wenn?');
    await page.getByRole('button', { name: 'Nachrichten durchspielen' }).click();
    await page.getByText('Jede Nachricht wäre denselben Weg gegangen').waitFor();

    await cutTheWay();
    await page.getByText('Der Entwurf wurde seither geändert').waitFor();
    await page.getByRole('button', { name: 'Nachrichten durchspielen' }).click();
    const examples = page.getByRole('list', { name: 'Beispiele' });
    const line = page.getByRole('row').filter({ has: page.getByRole('button', { name: /Beispiele/ }) });
    await line.first().waitFor();
    if ((await examples.count()) === 0) await line.first().getByRole('button').click();
    await examples.getByRole('button').first().click();
    await page.getByRole('region', { name: 'Wie es war' }).waitFor();
    expect(
      await page.getByRole('region', { name: 'Mit dem Entwurf' }).getByRole('listitem').count(),
    ).toBeGreaterThan(0);
    // The recorded way goes on to a queue; the draft's way ends early.
    const recorded = await page.locator('[data-recorded]').count();
    const lit = await page.locator('[data-light="on"]').count();
    expect(recorded).toBeGreaterThan(lit);
    await undo();
  });
});

describe('scenarios', () => {
  it('are green, go red at an edit that breaks them, and show which ways nobody checks', async () => {
    await openFlow();
    await openPanel('Szenarien');
    await page.getByText('11 von 11 bestanden').waitFor();
    await page.getByRole('switch', { name: 'Abdeckung auf der Zeichenfläche zeigen' }).click({ force: true });
    await page
      .getByText(/^\d+ ×$/)
      .first()
      .waitFor();
    await cutTheWay();
    await page.getByText(/^[0-6] von 11 bestanden/).waitFor();
    await page.getByRole('list', { name: 'Szenarien' }).getByRole('button').first().click();
    await page
      .getByText(/Warteschlange: erwartet/)
      .first()
      .waitFor();
    await undo();
    await page.getByText('11 von 11 bestanden').waitFor();
  });

  it('are kept from the simulator, and deleted', async () => {
    await openFlow();
    await page.getByRole('button', { name: 'Testen', exact: true }).click();
    await page
      .getByRole('region', { name: 'Simulator' })
      .getByRole('button', { name: 'Nachricht senden' })
      .click();
    await page.getByRole('button', { name: 'Als Szenario speichern' }).click();
    await page.getByRole('menuitem', { name: 'Als Szenario beim Flow behalten' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Was geprüft wird').fill('Vom Simulator');
    await dialog.getByRole('button', { name: 'Speichern' }).click();
    await page.locator('label', { hasText: 'Szenarien' }).click();
    await page.getByText('12 von 12 bestanden').waitFor();
    await page.getByRole('button', { name: /Vom Simulator/ }).click();
    await page.getByRole('button', { name: 'Löschen' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click();
    await page.getByText('11 von 11 bestanden').waitFor();
  });
});

describe('publishing', () => {
  it('is planned for a time, shown, and called off', async () => {
    await openFlow();
    await page.getByRole('button', { name: 'Veröffentlichen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Szenarien gingen aus wie erwartet').waitFor();
    await dialog.getByText('Zu einem Zeitpunkt').click();
    await dialog.getByRole('button', { name: 'Veröffentlichung planen' }).click();
    const badge = page.getByRole('button', { name: /^Geplant:/ });
    await badge.click();
    await page.getByRole('button', { name: 'Absagen' }).click();
    await badge.waitFor({ state: 'hidden' });
  });
});

describe('templates', () => {
  it('are set up in steps: connected, adjusted, tried, published; who leaves before has no flow', async () => {
    await page.goto(`${product.url}/flows`);
    const begin = async () => {
      await page.getByRole('button', { name: 'Neuer Flow' }).first().click();
      await page.getByRole('button', { name: /^Zählerstände/ }).click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ablesung');
      await page.getByRole('button', { name: 'Einrichten', exact: true }).click();
    };
    await begin();
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.getByRole('link', { name: 'Ablesung' }).count()).toBe(0);

    const queue = page.getByRole('combobox', { name: 'Warteschlange „Service“: Was steht hier dafür?' });
    const makeQueue = async (name: string) => {
      await queue.click();
      await page.getByRole('option', { name: 'Neue Warteschlange einrichten …' }).click();
      const made = page.getByRole('dialog', { name: 'Neue Warteschlange' });
      await made.getByRole('textbox', { name: 'Name' }).fill(name);
      await made.getByRole('button', { name: 'Einrichten' }).click();
      await expect.poll(() => queue.inputValue()).toBe(name);
    };
    // What was set up on the way is there: whoever leaves is asked what shall become of it.
    await begin();
    await makeQueue('Nur ein Versuch');
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    const left = page.getByRole('dialog', { name: 'Was Sie dabei eingerichtet haben' });
    await left.getByLabel('Warteschlange „Nur ein Versuch“').waitFor();
    await left.getByRole('button', { name: 'Eines löschen' }).click();
    await page.getByText('Eines gelöscht.').waitFor();

    await begin();
    await queue.click();
    await page.getByRole('option', { name: 'Rechnung' }).waitFor();
    expect(await page.getByRole('option', { name: 'Nur ein Versuch' }).count()).toBe(0);
    await queue.press('Escape');
    await makeQueue('Zähler');
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await page.getByLabel('Wie oft nachgefragt wird').fill('2');
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await page.getByText(/^\d+ von \d+ Tests dieser Vorlage bestehen/).waitFor();
    await page.getByRole('button', { name: 'Veröffentlichen', exact: true }).click();
    await page.waitForURL(/\/flows\/.+/);
    await page.getByText('Der Flow ist jetzt im Betrieb.').waitFor();
    await cards().first().waitFor();
  });

  it('tell of a newer version, and join it with what was changed here', async () => {
    const rewrite = async (file: string, change: (text: string) => string) => {
      const path = join(flows, 'service-mailbox', file);
      await writeFile(path, change(await readFile(path, 'utf8')));
    };
    await rewrite('template.json', (text) => text.replace('"version": "1.0.0"', '"version": "1.1.0"'));
    await rewrite('texts.de.json', (text) => text.replace('"Worum geht es?"', '"Was möchte der Kunde?"'));
    await page.goto(`${product.url}/flows`);
    await page.getByRole('button', { name: 'Service: Version 1.1.0 der Vorlage ansehen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/„Worum geht es\?“ heißt jetzt „Was möchte der Kunde\?“|Was möchte der Kunde/)
      .first()
      .waitFor();
    await dialog.getByText('Die Änderungen berühren sich nicht.').waitFor();
    await dialog.getByText(/Tests der neuen Version bestehen mit dem Ergebnis/).waitFor();
    await dialog.getByRole('button', { name: 'Als Entwurf übernehmen' }).click();
    await page.waitForURL(/\/flows\/service-mailbox/);
    await cards().getByText('Was möchte der Kunde?').waitFor();
  });
});

describe('languages and files', () => {
  it('speaks English where the reader does', async () => {
    const url = await newFlow('Leerer Flow', 'Zweisprachig');
    await dragType('E-Mail empfangen', 160, 240);
    await saved();
    await chromium.context.addCookies([{ name: 'stellwerk-language', value: 'en', url: product.url }]);
    await page.goto(url);
    await cards().first().waitFor();
    expect((await titles())[0]).toBe('E-mail received');
    await page.getByRole('button', { name: 'Publish' }).waitFor();
    await chromium.context.addCookies([{ name: 'stellwerk-language', value: 'de', url: product.url }]);
  });

  it('shows the problems of a file before it imports it', async () => {
    await page.goto(`${product.url}/flows`);
    await page.getByRole('button', { name: 'Importieren' }).first().click();
    const input = page.locator('input[type=file]');
    await input.setInputFiles(jsonFile('kaputt.json', '{"nodes": 7}'));
    await page.getByText(/Es wurde nichts importiert/).waitFor();
    const flow = { schemaVersion: 1, id: 'x', name: 'Von woanders', nodes: [{ id: 'a', type: 'unbekannt' }] };
    await input.setInputFiles(jsonFile('fremd.json', JSON.stringify(flow)));
    await page.getByText(/„unbekannt“/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Importieren' }).click();
    await page.waitForURL(/\/flows\/.+/);
    await cards().first().waitFor();
  });
});

function jsonFile(name: string, text: string) {
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}
