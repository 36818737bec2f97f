import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { type Product, startProduct } from '@/tests/product';
import { root } from '@/tests/source-files';

// A visitor on the page of another site, an agent in the inbox, and the flow between them.
let product: Product;
let agent: Chromium;
let visitor: Chromium;
let site: Server;
let siteUrl: string;
let scriptTag = '';

const patient = { timeout: 20_000 };

const flow = {
  schemaVersion: 1,
  id: 'chat-journey',
  name: 'Chat journey',
  nodes: [
    { id: 'start', type: 'chat-started', position: { x: 0, y: 0 }, config: { chat: 'shop' } },
    {
      id: 'menu',
      type: 'menu',
      position: { x: 260, y: 0 },
      config: {
        question: { en: 'What is it about?', de: 'Worum geht es?' },
        options: [
          { value: 'bill', label: { en: 'My bill', de: 'Meine Rechnung' } },
          { value: 'other', label: { en: 'Something else', de: 'Etwas anderes' } },
        ],
      },
    },
    { id: 'billing', type: 'queue', position: { x: 520, y: 0 }, config: { queue: 'billing' } },
    { id: 'service', type: 'queue', position: { x: 520, y: 160 }, config: { queue: 'service' } },
  ],
  edges: [
    { id: 'e1', from: { node: 'start', port: 'next' }, to: 'menu' },
    { id: 'e2', from: { node: 'menu', port: 'bill' }, to: 'billing' },
    { id: 'e3', from: { node: 'menu', port: 'other' }, to: 'service' },
    { id: 'e4', from: { node: 'menu', port: 'invalid' }, to: 'service' },
  ],
};

beforeAll(async () => {
  product = await startProduct();
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${scriptTag}</html>`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  agent = await openChromium({ language: 'en' });
  visitor = await openChromium({ language: 'en', width: 1000, height: 760 });
  agent.page.setDefaultTimeout(20_000);
  visitor.page.setDefaultTimeout(20_000);
  await agent.page.goto(product.loginUrl);
  await agent.page.getByLabel('Name', { exact: true }).fill('Berta Admin');
  await agent.page.getByLabel('New password', { exact: true }).fill('weiche-sieben-rechts');
  await agent.page.getByLabel('Repeat the new password').fill('weiche-sieben-rechts');
  await agent.page.getByRole('button', { name: 'Save and start' }).click();
  await agent.page.waitForURL((url) => url.pathname === '/' || url.pathname === '/inbox');
});

afterAll(async () => {
  await agent?.close();
  await visitor?.close();
  await product?.stop();
  site?.close();
});

/** Calls a procedure with the agent's own session. */
async function call(page: Page, path: string, input: object): Promise<{ id: string }> {
  const answer: unknown = await page.evaluate(
    async ([name, json]) => {
      const response = await fetch(`/api/trpc/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ json }),
      });
      return response.json();
    },
    [path, input] as const,
  );
  const { result } = answer as { result?: { data: { json: { id: string } } } };
  if (!result) throw new Error(JSON.stringify(answer));
  return result.data.json;
}

const log = (page: Page) => page.getByRole('log', { name: 'Conversation so far' });
const write = (page: Page) => page.getByRole('textbox', { name: 'Write a message' });

/** What axe-core finds against WCAG 2.2 AA in the widget, its shadow root included. */
async function accessibilityProblems(page: Page): Promise<string[]> {
  // A line that still fades in has less contrast than it will have.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addScriptTag({ path: join(root, 'node_modules/axe-core/axe.min.js') });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(within: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run('#stellwerk-chat');
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

test('an admin makes a chat and copies its line', async () => {
  const { page } = agent;
  await page.goto(`${product.url}/settings/chats`);
  await page.getByRole('button', { name: 'Add a chat' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Shop');
  await dialog.getByRole('combobox', { name: 'Websites' }).fill(siteUrl);
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Consent').fill('We keep what you write until your request is settled.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('chat:shop').waitFor();
  scriptTag = (await page.locator('pre').textContent()) ?? '';
  expect(scriptTag).toContain(`${product.url}/chat-widget.js`);
  const { id } = await call(page, 'flows.import', { text: JSON.stringify(flow) });
  await call(page, 'flows.publish', { id, revision: 1, note: '' });
});

test('a visitor agrees, writes, and chooses an answer: his ticket stands in its queue', async () => {
  const { page } = visitor;
  await page.goto(`${siteUrl}/cart?secret=1`);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByText('Hello! How can we help you?').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'I agree' }).click();
  await write(page).fill('I was billed twice in March. Can you help?');
  await page.keyboard.press('Enter');
  await log(page).getByText('What is it about?').waitFor();
  await page
    .getByRole('group', { name: 'Answers to choose from' })
    .getByRole('button', { name: 'My bill' })
    .click();
  await log(page).getByText('My bill').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'My bill' }).count(), patient).toBe(0);

  await agent.page.goto(`${product.url}/inbox`);
  await agent.page.getByRole('navigation').getByText('Billing', { exact: true }).first().click();
  await agent.page.getByText('I was billed twice in March').first().click();
  await agent.page.getByRole('article').filter({ hasText: 'My bill' }).waitFor();
});

test('each sees the other writing, and the answer comes live', async () => {
  await write(visitor.page).pressSequentially('One more thing');
  await agent.page.getByText(/Visitor \w+ is writing/).waitFor();
  await agent.page.keyboard.press('r');
  const editor = agent.page.getByRole('textbox', { name: 'Reply' });
  await editor.click();
  await visitor.page.getByText('Somebody is writing').waitFor();
  await agent.page.keyboard.type('I have corrected it, see https://www.example.com/bill.');
  await agent.page.getByRole('button', { name: 'Send', exact: true }).click();
  await log(visitor.page).getByText('I have corrected it').waitFor();
  await visitor.page.getByText('You are talking to Berta Admin').waitFor();
  expect(await log(visitor.page).getByRole('link').getAttribute('href')).toBe('https://www.example.com/bill');
});

test('a reload keeps everything, a file goes along, and the keyboard closes and opens', async () => {
  const { page } = visitor;
  await page.reload();
  await page.getByRole('button', { name: 'Open chat' }).click();
  await log(page).getByText('I have corrected it').waitFor();
  expect(await log(page).getByText('I was billed twice in March').count()).toBe(1);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach a file' }).click();
  await (await chooser).setFiles({ name: 'bill.txt', mimeType: 'text/plain', buffer: Buffer.from('twice') });
  await write(page).fill('Here it is');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /bill\.txt/ }).waitFor();
  await agent.page.getByRole('article').filter({ hasText: 'bill.txt' }).waitFor();
  await write(page).press('Escape');
  await expect.poll(() => page.getByRole('dialog').count(), patient).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Shop' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('an end is told, and the next message may begin a new request', async () => {
  // Notices have a button of that name too, without the word.
  await agent.page.getByRole('button', { name: 'Close', exact: true }).filter({ hasText: 'Close' }).click();
  await visitor.page.getByText('This chat has ended.').waitFor();
  await visitor.page.getByRole('button', { name: 'New chat' }).click();
  await write(visitor.page).fill('Something different now');
  await visitor.page.keyboard.press('Enter');
  await agent.page.goto(`${product.url}/inbox?view=open`);
  await agent.page.getByText('Something different now').first().waitFor();
});

test('no page has thrown', () => {
  expect([...agent.errors, ...visitor.errors]).toEqual([]);
});
