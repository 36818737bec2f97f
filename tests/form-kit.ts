import type { Locator, Page } from 'playwright-core';
import { designerKit } from './designer-kit';

/** What journeys through the forms of nodes do again and again; German surface. */
export function formKit(page: () => Page, url: () => string) {
  const { newFlow } = designerKit(page, url);

  async function newServiceFlow(name: string): Promise<void> {
    await newFlow('Servicepostfach', name);
    await card('mail').waitFor();
    // The whole flow in sight: no card lies half beside the canvas.
    await page().keyboard.press('0');
    await page().waitForFunction(() => {
      const last = document.querySelector('.react-flow__node[data-id="service"]')?.getBoundingClientRect();
      return (
        last !== undefined &&
        last.right < (document.querySelector('.react-flow')?.getBoundingClientRect().right ?? 0)
      );
    });
  }

  /** A node of the template by its id: titles are the author's, and in his language. */
  const card = (id: string): Locator => page().locator(`.react-flow__node[data-id="${id}"]`);
  const panel = (): Locator => page().getByRole('region', { name: 'Eigenschaften' });
  const field = (path: string): Locator => panel().locator(`[data-field-path="${path}"]`);

  async function open(id: string): Promise<void> {
    await card(id).click();
    await panel().getByRole('textbox', { name: 'Name des Knotens' }).waitFor();
  }

  return { newServiceFlow, card, panel, field, open };
}
