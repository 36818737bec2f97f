import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { signInFirst } from '@/tests/first-sign-in';
import { formKit } from '@/tests/form-kit';
import { type Product, startProduct } from '@/tests/product';

/** Forms, problems and simulator as their people use them: real mouse, real keyboard, real server. */
let product: Product;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  chromium = await openChromium({ language: 'de', width: 1600, height: 1000 });
  page = chromium.page;
  await signInFirst(page, product);
  await newServiceFlow('Formulare');
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

beforeEach(() => {
  page.setDefaultTimeout(20_000);
});

const { newServiceFlow, card, panel, field, open } = formKit(
  () => page,
  () => product.url,
);

async function spansOf(day: string): Promise<(string | null)[]> {
  const bars = field('weekly').getByRole('button', { name: new RegExp(`^${day}, `) });
  return Promise.all((await bars.all()).map((bar) => bar.getAttribute('aria-label')));
}

describe('weekly hours', () => {
  it('are drawn with the mouse over several days and past midnight', async () => {
    await open('hours');
    await panel().getByText('Eigene Zeiten', { exact: true }).click();
    const row = async (day: number) => {
      const box = await field('weekly').locator(`[data-day="${day}"]`).boundingBox();
      if (!box) throw new Error(`There is no row for day ${day}.`);
      return { at: (hour: number) => box.x + (box.width * hour) / 30, y: box.y + box.height / 2 };
    };
    const [monday, wednesday, friday] = [await row(1), await row(3), await row(5)];
    await page.mouse.move(monday.at(9.1), monday.y);
    await page.mouse.down();
    await page.mouse.move(monday.at(12), monday.y, { steps: 4 });
    await page.mouse.move(wednesday.at(16.8), wednesday.y, { steps: 6 });
    await page.mouse.up();
    await expect.poll(() => spansOf('Mittwoch')).toEqual(['Mittwoch, 09:00 bis 17:00, geöffnet']);
    expect(await spansOf('Montag')).toEqual(['Montag, 09:00 bis 17:00, geöffnet']);
    await page.mouse.move(friday.at(22.1), friday.y);
    await page.mouse.down();
    await page.mouse.move(friday.at(29.9), friday.y, { steps: 6 });
    await page.mouse.up();
    await expect
      .poll(() => spansOf('Freitag'))
      .toEqual(['Freitag, 22:00 bis 06:00 am nächsten Tag, geöffnet']);
  });

  it('stay as they were when Escape calls a pull off, and the node stays open', async () => {
    const box = await field('weekly').locator('[data-day="6"]').boundingBox();
    if (!box) throw new Error('There is no row for Saturday.');
    await page.mouse.move(box.x + box.width * 0.3, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 8, { steps: 4 });
    await expect.poll(() => spansOf('Samstag')).toHaveLength(1);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await spansOf('Samstag')).toEqual([]);
  });

  it('are moved, stretched and taken away with keys', async () => {
    await field('weekly')
      .getByRole('button', { name: /^Montag, / })
      .focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => spansOf('Montag')).toEqual(['Montag, 09:15 bis 17:30, geöffnet']);
    await page.keyboard.press('Delete');
    await expect.poll(() => spansOf('Montag')).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Zeiten am Montag hinzufügen');
    await page.keyboard.press('Enter');
    await expect.poll(() => spansOf('Montag')).toEqual(['Montag, 09:00 bis 17:00, geöffnet']);
  });

  it('come with the next holidays of a state', async () => {
    await field('holidays').getByRole('combobox', { name: 'Land' }).fill('Deutschland');
    await page.getByRole('option', { name: 'Deutschland' }).click();
    await field('holidays').getByRole('combobox', { name: 'Bundesland' }).fill('Berlin');
    await page.getByRole('option', { name: 'Berlin' }).click();
    const days = field('holidays').getByRole('table', { name: 'Nächste Feiertage' }).getByRole('row');
    await expect.poll(() => days.count()).toBe(10);
    expect((await days.allInnerTexts()).join()).toContain('Internationaler Frauentag');
  });

  it('have special days whose date is typed as people write it', async () => {
    await panel().getByRole('button', { name: 'Besonderer Tag' }).click();
    const date = field('exceptions').getByRole('textbox', { name: 'Datum' });
    await date.fill('');
    await date.pressSequentially('03.12.2031');
    await page.keyboard.press('Tab');
    await expect.poll(() => date.inputValue()).toBe('03.12.2031');
    await field('exceptions').getByRole('button', { name: '2031-12-03 entfernen' }).waitFor();
  });
});

describe('texts with values', () => {
  it('take a value where two braces are typed, and show how they read', async () => {
    await open('reply');
    const text = field('text').getByRole('textbox');
    await text.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Nummer {{');
    await page.getByPlaceholder('Werte suchen').fill('ticket.number');
    await page.keyboard.press('Enter');
    await page.keyboard.type('.');
    await field('text').getByRole('button', { name: 'Ticket: Nummer' }).last().waitFor();
    await expect.poll(() => field('text').textContent()).toContain('Nummer 1.');
  });

  it('follow the flow’s own undo', async () => {
    const title = panel().getByRole('textbox', { name: 'Name des Knotens' });
    const before = await title.inputValue();
    await title.fill('Antwort nachts');
    await title.press('Tab');
    await page.locator('.react-flow__node', { hasText: 'Antwort nachts' }).waitFor();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await expect.poll(() => title.inputValue()).toBe(before);
    expect(await page.locator('.react-flow__node', { hasText: 'Antwort nachts' }).count()).toBe(0);
  });
});

describe('problems', () => {
  it('lead to their field', async () => {
    await open('topic');
    await field('categories')
      .getByRole('button', { name: /^Einzelheiten zu/ })
      .first()
      .click();
    await field('categories').getByRole('textbox', { name: 'Beispielsätze' }).fill('Nur einer');
    await card('mail').click();
    await page.getByRole('button', { name: /^Probleme/ }).click();
    await page.getByRole('button', { name: /: Beispielsätze/ }).click();
    await expect
      .poll(() =>
        page.evaluate(() =>
          document.activeElement?.closest('[data-field-path]')?.getAttribute('data-field-path'),
        ),
      )
      .toBe('categories.0.examples');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await page.getByRole('button', { name: 'Rückgängig' }).click();
  });

  it('of a setting that came with a file and does not exist are mended at the node', async () => {
    const node = { id: 'strange', type: 'tag', config: { add: ['vip'], colour: 'red' } };
    const text = JSON.stringify({
      stellwerk: 'flow-fragment',
      version: 1,
      fragment: { nodes: [node], edges: [] },
    });
    await page.evaluate((copied) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', copied);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, text);
    const notice = panel().getByRole('alert').filter({ hasText: 'die es hier nicht gibt' });
    await notice.getByText('colour: "red"').waitFor();
    await notice.getByRole('button', { name: 'colour entfernen' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Rückgängig' }).click();
    await notice.waitFor();
    await page.getByRole('button', { name: 'Rückgängig' }).click();
  });
});

describe('simulator', () => {
  const simulator = (): Locator => page.getByRole('region', { name: 'Simulator' });
  const steps = (): Locator => simulator().getByRole('list', { name: 'Schritte' }).locator('> li');

  it('leads a message through the flow, lights its path and says why', async () => {
    await page.getByRole('button', { name: 'Testen', exact: true }).first().click();
    await simulator().getByRole('textbox', { name: 'Betreff' }).fill('Kündigung');
    await simulator().getByRole('textbox', { name: 'Text' }).fill('Hiermit kündige ich meinen Vertrag.');
    await simulator().getByRole('button', { name: 'Nachricht senden' }).click();
    await simulator().getByRole('button', { name: 'Bis zum Ende' }).click();
    await expect.poll(() => steps().last().textContent()).toContain('Stellt das Ticket in die Warteschlange');
    expect(await steps().count()).toBeGreaterThan(5);
  });

  it('goes past midnight: the hours that began the evening before still count, and the clock goes on', async () => {
    const clock = simulator().getByText(/^Uhr: /);
    const sendAt = async (time: string) => {
      await page.clock.setFixedTime(time);
      await simulator().getByRole('button', { name: 'Neue Nachricht' }).click();
      await simulator().getByRole('button', { name: 'Jetzt', exact: true }).click();
      await simulator().getByRole('button', { name: 'Nachricht senden' }).click();
      await simulator().getByRole('button', { name: 'Bis zum Ende' }).click();
      await expect.poll(() => steps().last().textContent()).toContain('in die Warteschlange');
    };
    const replied = () => card('reply').locator('[data-light]').first().getAttribute('data-light');
    // Open on Friday from 22:00 to 6:00 the next day: ten to one on Saturday morning in Berlin is within it.
    await sendAt('2026-11-27T23:50:00Z');
    await expect.poll(() => clock.textContent()).toContain('28. Nov. 2026, 0:50');
    await expect.poll(replied).toBe('off');
    // The next midnight is not.
    await sendAt('2026-11-28T22:50:00Z');
    await expect.poll(replied).toBe('on');
    await simulator().getByRole('button', { name: '+ 1 Std.' }).click();
    await expect.poll(() => clock.textContent()).toContain('29. Nov. 2026, 0:50');
  });

  it('goes back a step, and another answer leads another way', async () => {
    const all = await steps().count();
    await simulator().getByRole('button', { name: 'Einen Schritt zurück' }).click();
    await simulator()
      .getByText(`${all - 1} von ${all}`)
      .waitFor();
    await simulator().getByRole('button', { name: 'Neue Nachricht' }).click();
    await simulator().getByText('Mich fragen').click();
    const ends: (string | null)[] = [];
    for (const category of [0, 1]) {
      await simulator().getByRole('button', { name: 'Nachricht senden' }).click();
      await simulator()
        .getByRole('combobox', { name: /^Antwort für/ })
        .click();
      await page.getByRole('option').nth(category).click();
      await simulator().getByRole('button', { name: 'Antworten', exact: true }).click();
      await simulator().getByRole('button', { name: 'Bis zum Ende' }).click();
      await expect
        .poll(() => steps().last().textContent())
        .toContain('Stellt das Ticket in die Warteschlange');
      ends.push(await steps().last().textContent());
      await simulator().getByRole('button', { name: 'Neue Nachricht' }).click();
    }
    expect(ends[0]).not.toBe(ends[1]);
  });
});

it('shows no error of the page itself', () => {
  expect(chromium.errors).toEqual([]);
});
