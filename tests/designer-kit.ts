import type { Locator, Page } from 'playwright-core';
import type { FlowDocument } from '@/runtime/flow/flow-document';

/** What journeys through the designer do again and again; German surface. */
export function designerKit(page: () => Page, url: () => string) {
  const cards = (on = page()): Locator => on.locator('.react-flow__node-card');
  const edges = (on = page()): Locator => on.locator('.react-flow__edge');
  const saved = (on = page()): Promise<void> => on.getByText(/^Gespeichert um/).waitFor();
  /** What a screen reader calls the cards, without what they do. */
  const titles = async (on = page()): Promise<string[]> => {
    const labels = await cards(on).evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('aria-label') ?? ''),
    );
    return labels.map((label) => label.split(': ')[0] ?? '');
  };

  async function newFlow(begin: 'Leerer Flow' | 'Servicepostfach', name: string): Promise<string> {
    await page().goto(`${url()}/flows`);
    await page().getByRole('button', { name: 'Neuer Flow' }).first().click();
    const dialog = page().getByRole('dialog');
    await dialog.getByRole('button', { name: new RegExp(`^${begin}`) }).click();
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByRole('button', { name: /anlegen$/ }).click();
    await page().waitForURL(/\/flows\/.+/);
    await page().locator('.react-flow').waitFor();
    if (begin !== 'Leerer Flow') await cards().first().waitFor();
    return page().url();
  }

  /** Drags a node type out of the palette to a point of the canvas. */
  async function dragType(name: string, x: number, y: number): Promise<void> {
    const entry = page()
      .getByRole('navigation', { name: 'Knotentypen' })
      .getByRole('button', { name, exact: true });
    await entry.dragTo(page().locator('.react-flow__pane'), { targetPosition: { x, y } });
  }

  /** Selects all that is drawn by a frame, with text beside the canvas that the held Shift could select as well. */
  async function frameEverything(): Promise<void> {
    await page().keyboard.press('0');
    await atRest(cards().last());
    await page()
      .locator('.react-flow__pane')
      .click({ position: { x: 8, y: 8 } });
    await page().getByRole('heading', { name: 'Flow', exact: true }).click();
    const pane = await page().locator('.react-flow__pane').boundingBox();
    if (!pane) throw new Error('The canvas is not in sight.');
    await page().keyboard.down('Shift');
    await page().mouse.move(pane.x + 8, pane.y + 8);
    await page().mouse.down();
    await page().mouse.move(pane.x + pane.width - 8, pane.y + pane.height - 140, { steps: 12 });
    await page().mouse.up();
    await page().keyboard.up('Shift');
  }

  async function rename(on: Page, index: number, title: string): Promise<void> {
    await cards(on).nth(index).click();
    await on.keyboard.press('F2');
    const field = on.getByRole('dialog').getByLabel('Name');
    await field.fill(title);
    await field.press('Enter');
    await on.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  /** The draft as it is stored, with what was edited last. */
  async function draft(): Promise<FlowDocument> {
    await page().keyboard.press('Control+s');
    await saved();
    const id = page().url().split('/').at(-1)?.split('?')[0] ?? '';
    const input = encodeURIComponent(JSON.stringify({ json: { id } }));
    const answer = await page().request.get(`${url()}/api/trpc/flows.get?input=${input}`);
    return (await answer.json()).result.data.json.document;
  }

  return { cards, edges, saved, titles, newFlow, dragType, frameEverything, rename, draft };
}

/** The middle of an element on the screen. Throws when it is not in sight. */
export async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('The element is not in sight.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Waits until an element stays where it is: what glides is hard to point at. */
export async function atRest(element: Locator): Promise<void> {
  let before = '';
  for (;;) {
    const now = JSON.stringify(await element.boundingBox());
    if (now === before) return;
    before = now;
    await element.page().waitForTimeout(250);
  }
}
