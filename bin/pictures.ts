import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Page } from 'playwright-core';
import { openChromium } from '@/tests/chromium';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';
import { root } from '@/tests/source-files';

const PICTURES = join(root, 'docs/pictures');

const MAILS = [
  {
    from: 'Anna Berger <anna.berger@example.com>',
    subject: 'My bill is too high',
    text: 'Hello,\n\nmy March bill is twice as high as usual. Could you please check the meter reading?\n\nBest wishes\nAnna Berger',
  },
  {
    from: 'Jonas Weber <jonas.weber@example.org>',
    subject: 'Cancellation of my contract',
    text: 'I would like to cancel my contract at the next possible date. Please confirm.\n\nJonas Weber',
  },
  {
    from: 'Mira Novak <mira.novak@example.net>',
    subject: 'Direct debit charged twice',
    text: 'The direct debit of last week was charged twice. Please pay one of them back.\n\nMira Novak',
  },
  {
    from: 'Lea Hofmann <lea.hofmann@example.com>',
    subject: 'Question about moving house',
    text: 'We are moving in May. What do I have to tell you, and until when?\n\nLea Hofmann',
  },
];

/** `npm run pictures`: takes the pictures of the README anew, of the real product with mail that came in by SMTP. */
async function takePictures(): Promise<void> {
  const product = await startProduct({ STELLWERK_LANGUAGE: 'en' });
  const chromium = await openChromium({ language: 'en', width: 1720, height: 940 });
  try {
    const { page, context } = chromium;
    await context.addCookies([{ name: 'stellwerk-language', value: 'en', url: product.url }]);
    await signInFirst(page, product, 'en');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await sendMails(product);
    await pictureInbox(page, product);
    await pictureDesigner(page, product);
  } finally {
    await chromium.close();
    await product.stop();
  }
}

async function sendMails({ smtpPort }: Product): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true });
  for (const mail of MAILS) await transport.sendMail({ ...mail, to: 'service@stellwerk.local' });
  transport.close();
}

/** A ticket that was answered by hand, with what led it here. */
async function pictureInbox(page: Page, { url }: Product): Promise<void> {
  await page.goto(`${url}/inbox`);
  for (const { subject } of MAILS) await page.getByText(subject).first().waitFor();
  await page.getByText('My bill is too high').first().click();
  await page.getByText('The ticket was put into the queue').waitFor();
  await page.keyboard.press('r');
  const editor = page.getByRole('textbox', { name: 'Reply' });
  await editor.click();
  await page.keyboard.type('Dear Anna Berger,');
  await page.keyboard.press('Enter');
  await page.keyboard.type('thank you, we are checking the meter reading and will write to you today.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await editor.waitFor({ state: 'detached' });
  await page.getByText('we are checking the meter reading').last().waitFor();
  await page.screenshot({ path: join(PICTURES, 'inbox.png') });
}

/** The flow that sorted it, tried out: the way of a message is lit, and every step is told. */
async function pictureDesigner(page: Page, { url }: Product): Promise<void> {
  await page.goto(`${url}/flows/service-mailbox`);
  await page.locator('.react-flow__node-card').first().waitFor();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page
    .getByRole('region', { name: 'Content, scrollable' })
    .getByRole('button', { name: 'Send message' })
    .click();
  await page.getByText('was put into the queue').first().waitFor();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.mouse.move(700, 80);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(PICTURES, 'designer.png') });
}

await takePictures();
process.exit(0);
