import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { type Product, startProduct } from '@/tests/product';

/** The inbox as two people use it at once: keys, undo, drafts, collisions, hostile mail. */
let product: Product;
let admin: Chromium;
let colleague: Chromium;

const password = 'weiche-sieben-rechts';
const patient = { timeout: 20_000 };

beforeAll(async () => {
  product = await startProduct();
  admin = await openChromium({ language: 'en' });
  colleague = await openChromium({ language: 'en' });
  await enter(admin.page, product.loginUrl, 'Berta Admin');
  await sendMail('First question', 'How can I reset my password?');
  await sendMail('Second question', 'When will my delivery arrive?');
});

afterAll(async () => {
  await admin?.close();
  await colleague?.close();
  await product?.stop();
});

async function enter(page: Page, link: string, name: string): Promise<void> {
  page.setDefaultTimeout(20_000);
  await page.goto(link);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('Repeat the new password').fill(password);
  await page.getByRole('button', { name: 'Save and start' }).click();
  await page.waitForURL((url) => url.pathname === '/' || url.pathname === '/inbox');
}

async function sendMail(subject: string, text: string, more: SendMailOptions = {}): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
  const from = { name: 'Sam Taylor', address: 'sam@example.org' };
  await transport.sendMail({ from, to: 'service@stellwerk.local', subject, text, ...more });
  transport.close();
}

const rows = (page: Page) =>
  page.getByRole('region', { name: 'Tickets', exact: true }).getByRole('button', { name: /question/ });
const heading = (page: Page, text: string) => page.getByRole('heading', { name: text, level: 2 });

/** Subjects of the list from above, once no ticket waits for its automatic reply any more. */
async function settledOrder(page: Page): Promise<string[]> {
  const subjects = async () =>
    (await rows(page).allTextContents()).map((text) => /(First|Second) question/.exec(text)?.[0] ?? '');
  let before = await subjects();
  await expect
    .poll(
      async () => {
        const now = await subjects();
        const same = now.join() === before.join();
        before = now;
        return same;
      },
      { ...patient, interval: 1_500 },
    )
    .toBe(true);
  return before;
}

test('keys walk through the list, close a ticket, and the notice takes it back', async () => {
  const { page } = admin;
  await page.goto(`${product.url}/inbox`);
  await rows(page).nth(1).waitFor();
  // Automatic replies go out in their own time, and a ticket they touch moves up: wait until both stand still.
  const [upper = '', lower = ''] = await settledOrder(page);
  await page.keyboard.press('j');
  await heading(page, upper).waitFor();
  await page.keyboard.press('j');
  await heading(page, lower).waitFor();
  await page.keyboard.press('k');
  await heading(page, upper).waitFor();
  await page.keyboard.press('e');
  await heading(page, lower).waitFor();
  await expect.poll(() => rows(page).count(), patient).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => rows(page).count(), patient).toBe(2);
});

test('what was begun survives a reload, and letters in it are no keys', async () => {
  const { page } = admin;
  await rows(page).filter({ hasText: 'Second question' }).click();
  await heading(page, 'Second question').waitFor();
  await page.keyboard.press('r');
  const editor = page.getByRole('textbox', { name: 'Reply' });
  await editor.click();
  await page.keyboard.type('keep apart, see rest later');
  await expect.poll(() => editor.textContent(), patient).toContain('see rest later');
  await expect
    .poll(() => page.evaluate(() => Object.values(localStorage).join()), patient)
    .toContain('keep apart, see rest later');
  await page.reload();
  await heading(page, 'Second question').waitFor();
  await page.keyboard.press('r');
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Reply' }).textContent(), patient)
    .toContain('see rest later');
});

test('a colleague sees that somebody is replying, and the ticket he takes is gone for others at once', async () => {
  await admin.page.goto(`${product.url}/settings/users`);
  await admin.page.getByRole('button', { name: 'Add a user' }).click();
  const dialog = admin.page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Carl');
  await dialog.getByLabel('E-mail address').fill('carl@example.org');
  await dialog.getByRole('button', { name: 'Add a user' }).click();
  const link = await admin.page.getByLabel('Sign-in link').last().inputValue();
  await enter(colleague.page, link, 'Carl Agent');

  await admin.page.goto(`${product.url}/inbox?view=unassigned`);
  await colleague.page.goto(`${product.url}/inbox?view=unassigned`);
  await rows(admin.page).filter({ hasText: 'First question' }).click();
  await heading(admin.page, 'First question').waitFor();
  await admin.page.keyboard.press('r');
  await admin.page.getByRole('textbox', { name: 'Reply' }).waitFor();
  await rows(colleague.page).filter({ hasText: 'First question' }).click();
  await colleague.page.getByText('Berta Admin is writing a reply right now.').waitFor();
  await rows(colleague.page).filter({ hasText: 'Second question' }).click();
  await heading(colleague.page, 'Second question').waitFor();
  await colleague.page.keyboard.press('g');
  await expect.poll(() => rows(admin.page).allInnerTexts(), patient).toHaveLength(1);
});

test('hostile HTML runs nothing and loads nothing', async () => {
  const { page } = admin;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const html =
    '<p>Hello <b>there</b></p><img src="http://tracker.example/pixel.png" alt="Offer" width="300" height="90"><img src=x onerror="parent.document.title=\'owned\'">' +
    '<script>parent.document.title="owned"</script><a href="javascript:parent.document.title=\'owned\'">click</a>' +
    '<form action="http://tracker.example"><input name="password"></form><style>@import "http://tracker.example/a.css"</style>';
  await sendMail('Hostile question', 'Hello', { html });
  await page.goto(`${product.url}/inbox?view=open`);
  await rows(page).filter({ hasText: 'Hostile question' }).click();
  const frame = page.frameLocator('iframe[title="Content of the message"]');
  await frame.getByText('there').waitFor();
  expect(await frame.locator('script, form, input, [onerror], a[href^="javascript"]').count()).toBe(0);
  await page.getByText('1 picture from the network not loaded.').waitFor();
  expect(await frame.locator('img').count()).toBe(0);
  expect(await frame.getByRole('img', { name: 'Offer' }).boundingBox()).toMatchObject({
    width: 300,
    height: 90,
  });
  expect(await page.title()).not.toContain('owned');
  expect(asked.filter((url) => url.includes('tracker.example'))).toEqual([]);
  await page.getByRole('button', { name: 'Load pictures' }).click();
  await expect
    .poll(() => asked.filter((url) => url.includes('pixel.png')).length, patient)
    .toBeGreaterThan(0);
});

test('a mail in a mail is read in place, and a picture beside plain text is seen', async () => {
  const { page } = admin;
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const inner =
    'From: Kim <kim@example.org>\r\nSubject: Wrong bill\r\nContent-Type: text/html\r\n\r\n<b>Two</b> too many';
  const attachments = [
    { filename: 'Wrong bill.eml', contentType: 'message/rfc822', content: inner },
    { filename: 'photo.png', contentDisposition: 'inline' as const, content: pixel, encoding: 'base64' },
  ];
  await sendMail('Passed on question', 'See below.', { attachments });
  await page.goto(`${product.url}/inbox?view=open`);
  await rows(page).filter({ hasText: 'Passed on question' }).click();
  const picture = page.getByRole('link', { name: 'Open the picture photo.png in a new tab' }).locator('img');
  await expect.poll(() => picture.evaluate((img) => Reflect.get(img, 'naturalWidth')), patient).toBe(1);
  await page.getByRole('button', { name: /^Read the e-mail “Wrong bill/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Attached e-mail' });
  await dialog.getByText('Kim <kim@example.org>').waitFor();
  await dialog.frameLocator('iframe').getByText('Two').waitFor();
  await page.keyboard.press('Escape');
});

test('a canned reply is written once, and a slash brings it into an answer with its names filled', async () => {
  const { page } = admin;
  await page.goto(`${product.url}/settings/canned-replies`);
  await page.getByRole('button', { name: 'Add a canned reply' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Thanks for waiting');
  await dialog.getByLabel('Shortcut').fill('Thanks');
  await dialog.getByLabel('Text in German').fill('Guten Tag {{customer.name}},\n\ndanke. {{agent.name}}');
  await dialog.getByLabel('Text in English').fill('Hello {{customer.name}},\n\nthank you. {{agent.name}}');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('/thanks', { exact: true }).waitFor();

  await page.goto(`${product.url}/inbox?view=open`);
  await rows(page).filter({ hasText: 'Hostile question' }).click();
  await heading(page, 'Hostile question').waitFor();
  await page.keyboard.press('r');
  const editor = page.getByRole('textbox', { name: 'Reply' });
  const list = page.getByRole('listbox', { name: 'Canned replies' });
  await page.getByRole('button', { name: 'Canned replies' }).click();
  await list.getByRole('option', { name: 'Thanks for waiting' }).waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await page.keyboard.press('Backspace');
  await page.keyboard.type('/than');
  await list.getByRole('option', { name: 'Thanks for waiting' }).waitFor();
  await page.keyboard.press('Enter');
  await list.waitFor({ state: 'hidden' });
  expect((await editor.locator('p').allTextContents()).join(' ')).toMatch(
    /^(Hello|Guten Tag) Sam Taylor, (thank you|danke)\. Berta Admin *$/,
  );
});

test('a reply waits, is taken back with its text, and can be put off until later', async () => {
  const { page } = admin;
  await page.goto(`${product.url}/inbox?view=open`);
  await rows(page).filter({ hasText: 'Second question' }).click();
  await heading(page, 'Second question').waitFor();
  await page.keyboard.press('r');
  const editor = page.getByRole('textbox', { name: 'Reply' });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('A word too early');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page
    .getByText(/Leaves in \d+ seconds?/)
    .first()
    .waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => editor.textContent(), patient).toContain('A word too early');
  await page.getByRole('button', { name: 'More ways to send' }).click();
  await page.getByRole('menuitem', { name: 'Send later …' }).click();
  await page.getByRole('button', { name: /Tomorrow morning/ }).click();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await page
    .getByText(/Will be sent on .*8:00/)
    .first()
    .waitFor();
  await page.reload();
  await page
    .getByText(/Will be sent on .*8:00/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Take back and edit' }).click();
  await expect.poll(() => editor.textContent(), patient).toContain('A word too early');
});

test('whoever writes is told what a colleague has just answered, before and when it is sent', async () => {
  const { page } = admin;
  for (const one of [page, colleague.page]) {
    await one.goto(`${product.url}/inbox?view=open`);
    await rows(one).filter({ hasText: 'First question' }).click();
    await heading(one, 'First question').waitFor();
    await one.keyboard.press('r');
    await one.getByRole('textbox', { name: 'Reply' }).click();
    await one.keyboard.press('Control+a');
    await one.keyboard.type('We are looking into it.');
  }
  await colleague.page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Carl Agent has written while you were answering.').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'There is a newer message' });
  await dialog.getByRole('article', { name: /Carl Agent/ }).waitFor();
  await dialog.getByRole('button', { name: 'Revise the reply' }).click();
  await page.getByRole('button', { name: 'I have read it' }).click();
  await page.getByText('Carl Agent has written').waitFor({ state: 'hidden' });
});

test('marked tickets are closed together, and brought back together', async () => {
  const { page } = admin;
  await page.goto(`${product.url}/inbox?view=open`);
  await rows(page).nth(1).waitFor();
  const before = await rows(page).count();
  for (const index of [0, 1]) {
    await rows(page).nth(index).hover();
    await page
      .getByRole('checkbox', { name: /^Mark ticket/ })
      .nth(index)
      .click();
  }
  const bar = page.getByRole('toolbar', { name: 'Marked tickets' });
  await bar.getByText('2 marked').waitFor();
  await bar.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => rows(page).count(), patient).toBe(before - 2);
  await page
    .getByRole('alert')
    .filter({ hasText: '2 tickets changed' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect.poll(() => rows(page).count(), patient).toBe(before);
});

test('no page has thrown', () => {
  expect([...admin.errors, ...colleague.errors]).toEqual([]);
});
