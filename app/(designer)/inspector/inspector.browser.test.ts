import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Chromium, openChromium } from '@/tests/chromium';
import { signInFirst } from '@/tests/first-sign-in';
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
  await newServiceFlow();
});

afterAll(async () => {
  await chromium?.close();
  await product?.stop();
});

beforeEach(() => {
  page.setDefaultTimeout(20_000);
});

async function newServiceFlow(): Promise<void> {
  await page.goto(`${product.url}/flows`);
  await page.getByRole('button', { name: 'Neuer Flow' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Servicepostfach/ }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Formulare');
  await dialog.getByRole('button', { name: 'Als Entwurf anlegen' }).click();
  await page.waitForURL(/\/flows\/.+/);
  await card('mail').waitFor();
  // The whole flow in sight: no card lies half beside the canvas.
  await page.keyboard.press('0');
  await page.waitForFunction(() => {
    const last = document.querySelector('.react-flow__node[data-id="service"]')?.getBoundingClientRect();
    return (
      last !== undefined &&
      last.right < (document.querySelector('.react-flow')?.getBoundingClientRect().right ?? 0)
    );
  });
}

/** A node of the template by its id: titles are the author's, and in his language. */
const card = (id: string): Locator => page.locator(`.react-flow__node[data-id="${id}"]`);
const panel = (): Locator => page.getByRole('region', { name: 'Eigenschaften' });
const field = (path: string): Locator => panel().locator(`[data-field-path="${path}"]`);

async function open(id: string): Promise<void> {
  await card(id).click();
  await panel().getByRole('textbox', { name: 'Name des Knotens' }).waitFor();
}

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
    await threshold.click();
    await page.keyboard.press('Control+a');
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
