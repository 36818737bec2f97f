import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import serviceMailbox from '@/flows/service-mailbox/flow.json';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { type Chromium, openChromium } from '@/tests/chromium';
import { signInFirst } from '@/tests/first-sign-in';
import { type Product, startProduct } from '@/tests/product';

const MANY = 1000;

/**
 * The designer in a real Chromium: JavaScript of the pages (gzipped, kB), time until a flow of 1,000 nodes is drawn and
 * answers, frames while dragging, milliseconds from a key to the next picture and from an edit to its problems.
 */
export async function benchDesigner(): Promise<void> {
  const product = await startProduct();
  const chromium = await openChromium({ language: 'de', width: 1600, height: 1000 });
  try {
    await signInFirst(chromium.page, product);
    const small = await importFlow(chromium.page, serviceMailbox, 'Servicepostfach');
    const large = await importFlow(chromium.page, largeFlow(), 'Tausend Knoten');
    for (const path of ['/', '/inbox', '/flows', `/flows/${small}`, '/settings/queues'])
      console.log(
        `JavaScript of ${path.replace(small, ':id')}: ${await scriptSize(chromium, product, path)}`,
      );
    await benchLargeFlow(chromium.page, `${product.url}/flows/${large}`);
  } finally {
    await chromium.close();
    await product.stop();
  }
}

/** What a page loads without being touched, each script gzipped as it travels. */
async function scriptSize(chromium: Chromium, product: Product, path: string): Promise<string> {
  const page = await chromium.context.newPage();
  const network = await chromium.context.newCDPSession(page);
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body());
  });
  await page.goto(`${product.url}${path}`);
  // The live stream never ends, so that the network is never quite idle: what comes within this time counts.
  await page.waitForTimeout(4000);
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  await page.close();
  return `${(sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0)} kB in ${sizes.length} files`;
}

async function benchLargeFlow(page: Page, url: string): Promise<void> {
  for (const round of ['first', 'second']) {
    await page.goto(url);
    const drawn = await page.waitForFunction(
      () => (document.querySelector('.react-flow__node-card') ? performance.now() : 0),
      null,
      { polling: 'raf' },
    );
    // The view moves to where the flow begins; what lies outside of it is not drawn any more.
    await page.waitForTimeout(300);
    const card = await middleOf(await cardInSight(page, 0));
    const clicked = performance.now();
    await page.mouse.click(card.x, card.y);
    await page.getByRole('textbox', { name: 'Name des Knotens' }).waitFor();
    console.log(
      `${MANY} nodes, ${round} opening: drawn after ${Number(await drawn.jsonValue()).toFixed(0)} ms, the form of a node ${(performance.now() - clicked).toFixed(0)} ms after a click`,
    );
  }
  await benchDrag(page);
  await benchTyping(page);
  await benchProblems(page);
}

async function benchDrag(page: Page): Promise<void> {
  const card = await middleOf(await cardInSight(page, 1));
  await page.mouse.move(card.x, card.y);
  await page.mouse.down();
  await page.mouse.move(card.x + 20, card.y + 20, { steps: 4 });
  const frames = page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const lengths: number[] = [];
        let last = performance.now();
        const count = (now: number) => {
          lengths.push(now - last);
          last = now;
          if (lengths.length < 150) requestAnimationFrame(count);
          else resolve(lengths);
        };
        requestAnimationFrame(count);
      }),
  );
  for (let step = 0; step < 400; step += 1)
    await page.mouse.move(card.x + 20 + (step % 100) * 2, card.y + 20 + (step % 60));
  const lengths = await frames;
  await page.mouse.up();
  const total = lengths.reduce((sum, length) => sum + length, 0);
  console.log(
    `dragging: ${((lengths.length / total) * 1000).toFixed(0)} frames a second, longest frame ${Math.max(...lengths).toFixed(0)} ms`,
  );
}

async function benchTyping(page: Page): Promise<void> {
  await (await cardInSight(page, 0)).click();
  const field = page.getByRole('textbox', { name: 'Name des Knotens' });
  await field.click();
  await field.evaluate((element) => {
    const took: number[] = [];
    Object.assign(window, { took });
    element.addEventListener('keydown', (event) => {
      const began = event.timeStamp;
      requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - began)));
    });
  });
  await page.keyboard.type('Die Rechnung wird geprüft und beantwortet', { delay: 60 });
  printSpread('typing in a form', await page.evaluate(() => Reflect.get(window, 'took')));
}

/** Takes a node away and puts it back: each time the count in the toolbar must follow. */
async function benchProblems(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Probleme/ });
  const took: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    if (round % 2 === 0) await (await cardInSight(page, 1)).click();
    await button.evaluate((element) => {
      const state = { edited: 0, told: 0 };
      Object.assign(window, { problemsBench: state });
      window.addEventListener(
        'keydown',
        (event) => {
          state.edited = event.timeStamp;
        },
        { once: true, capture: true },
      );
      new MutationObserver((_changes, observer) => {
        state.told = performance.now();
        observer.disconnect();
      }).observe(element, { childList: true, subtree: true, characterData: true });
    });
    await page.keyboard.press(round % 2 === 0 ? 'Delete' : 'Control+z');
    const told = await page.waitForFunction(() => {
      const state = Reflect.get(window, 'problemsBench');
      return state.told > 0 && state.edited > 0 ? state.told - state.edited : 0;
    });
    took.push(Number(await told.jsonValue()));
    await page.waitForTimeout(600);
  }
  printSpread('problems after an edit', took);
}

function printSpread(what: string, took: unknown): void {
  const sorted = (Array.isArray(took) ? took.map(Number) : []).sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  console.log(
    `${what}: half within ${at(0.5).toFixed(0)} ms, 95 % within ${at(0.95).toFixed(0)} ms, all within ${at(1).toFixed(0)} ms`,
  );
}

async function importFlow(page: Page, document: unknown, name: string): Promise<string> {
  const id: unknown = await page.evaluate(
    async ({ text, flowName }) => {
      const answer = await fetch('/api/trpc/flows.import', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ json: { text, name: flowName } }),
      });
      return (await answer.json()).result?.data?.json?.id;
    },
    { text: JSON.stringify(document), flowName: name },
  );
  if (typeof id !== 'string') throw new Error('The flow could not be imported.');
  return id;
}

/** The service mailbox again and again, one copy below the other, until there are enough nodes. */
function largeFlow(): FlowDocument {
  const { nodes, edges, ...rest } = flowDocumentSchema.parse(serviceMailbox);
  const copies = Array.from({ length: Math.ceil(MANY / nodes.length) }, (_, copy) => copy);
  const named = (id: string, copy: number) => `${id}-${copy}`;
  return {
    ...rest,
    notes: [],
    groups: [],
    settings: { handlers: [], languages: ['de', 'en'] },
    nodes: copies
      .flatMap((copy) =>
        nodes.map(({ group: _group, ...node }) => ({
          ...node,
          id: named(node.id, copy),
          position: {
            x: node.position.x + (copy % 8) * 3000,
            y: node.position.y + Math.floor(copy / 8) * 1600,
          },
        })),
      )
      .slice(0, MANY),
    edges: copies
      .flatMap((copy) =>
        edges.map((edge) => ({
          id: named(edge.id, copy),
          from: { node: named(edge.from.node, copy), port: edge.from.port },
          to: named(edge.to, copy),
        })),
      )
      .filter(({ from, to }) => isKept(from.node) && isKept(to)),
  };

  function isKept(id: string): boolean {
    const copy = Number(id.slice(id.lastIndexOf('-') + 1));
    const index = nodes.findIndex((node) => named(node.id, copy) === id);
    return copy * nodes.length + index < MANY;
  }
}

/** One of the cards that lie wholly on the part of the canvas that is seen. */
async function cardInSight(page: Page, index: number): Promise<Locator> {
  const ids = await page.evaluate(() => {
    const seen = document.querySelector('.react-flow')?.getBoundingClientRect();
    return [...document.querySelectorAll('.react-flow__node-card')].flatMap((card) => {
      const box = card.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const inside =
        seen &&
        box.left > seen.left &&
        box.right < seen.right &&
        box.top > seen.top &&
        box.bottom < seen.bottom;
      // Neither map nor controls lie over it.
      if (!inside || !card.contains(document.elementFromPoint(x, y))) return [];
      return [card.getAttribute('data-id') ?? ''];
    });
  });
  return page.locator(`.react-flow__node-card[data-id="${ids[index] ?? ids[0] ?? ''}"]`);
}

async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('The element is not in sight.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
