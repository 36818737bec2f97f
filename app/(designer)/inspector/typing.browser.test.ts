import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { signInFirst } from '@/tests/first-sign-in';
import { formKit } from '@/tests/form-kit';
import { type Product, startProduct } from '@/tests/product';

/** What becomes of what is typed in forms, by people who think in between. */
let product: Product;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de', width: 1600, height: 1000 });
  page = chromium.page;
  await signInFirst(page, product);
  await newServiceFlow('Getippt');
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

beforeEach(() => {
  page.setDefaultTimeout(20_000);
});

const { newServiceFlow, panel, field, open } = formKit(
  () => page,
  () => product.url,
);

describe('what is typed with a rest in between', () => {
  /** Longer than the fields wait before they write. */
  const rest = () => page.waitForTimeout(500);

  it('keeps the new line and the space at its end', async () => {
    await open('topic');
    await field('categories')
      .getByRole('button', { name: /^Einzelheiten zu/ })
      .first()
      .click();
    const examples = field('categories').getByRole('textbox', { name: 'Beispielsätze' });
    const before = await examples.inputValue();
    await examples.fill('');
    await examples.pressSequentially('Meine Rechnung\n');
    await rest();
    await examples.pressSequentially('Der ');
    await rest();
    await examples.pressSequentially('Betrag');
    expect(await examples.inputValue()).toBe('Meine Rechnung\nDer Betrag');
    await examples.fill(before);
  });

  it('stays half a number, and an emptied field stays empty until it is left', async () => {
    await panel().getByRole('button', { name: 'Mehr', exact: true }).click();
    const wait = field('timeoutSeconds').getByRole('textbox').first();
    const before = await wait.inputValue();
    await wait.fill('');
    await rest();
    expect(await wait.inputValue()).toBe('');
    await wait.blur();
    await expect.poll(() => wait.inputValue()).toBe(before);
    await field('timeoutSeconds').getByRole('combobox', { name: 'Einheit' }).click();
    await page.getByRole('option', { name: 'Minuten' }).click();
    await wait.fill('1');
    await wait.press('End');
    await wait.press(',');
    await rest();
    await wait.press('5');
    await wait.blur();
    await expect.poll(() => wait.inputValue()).toBe('1,5');
    // More than the field can hold is the most that it can hold.
    await wait.fill('99999');
    await wait.blur();
    await expect.poll(() => wait.inputValue()).toBe('2');
  });

  it('is rounded where a whole number is kept, and never taken for ten times as much', async () => {
    const threshold = field('threshold').getByRole('textbox');
    const before = await threshold.inputValue();
    // What was typed into the other field has been taken over by now.
    await rest();
    await threshold.selectText();
    await threshold.pressSequentially('62,2');
    await rest();
    expect(await threshold.inputValue()).toBe('62,2 %');
    await threshold.pressSequentially('9');
    await threshold.blur();
    await expect.poll(() => threshold.inputValue()).toBe('62 %');
    await threshold.fill(before);
  });

  it('goes into the entry that was just added', async () => {
    await field('categories').getByRole('button', { name: 'Kategorie', exact: true }).click();
    await page.keyboard.type('Umzug');
    await expect
      .poll(() =>
        field('categories').getByRole('textbox', { name: 'Name der Kategorie' }).last().inputValue(),
      )
      .toBe('Umzug');
    await field('categories').getByRole('button', { name: 'Kategorie Umzug entfernen' }).click();
  });
});

it('shows no error of the page itself', () => {
  expect(chromium.errors).toEqual([]);
});
