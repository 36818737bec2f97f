import { afterEach, describe, expect, it } from 'vitest';
import { ENGLISH_SHOP } from '@/runtime/classifier/example-categories';
import { startTestModelServer, type TestModelServer, testCall } from '@/runtime/model/test-model-server';
import activity from './activity';

const categories = ENGLISH_SHOP.map(({ id, label, examples }) => ({ id, name: label ?? id, examples }));
const ids = categories.map(({ id }) => id);
const [first = '', second = ''] = ids;
const text = (categories[0]?.examples[0] ?? '').toString();
const input = { text, language: 'en' };

let server: TestModelServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('by examples', () => {
  it('names the category, how sure it is, and the words that told it', async () => {
    const answer = await activity.perform(input, testCall(null, { config: { categories } }).call);
    expect(answer).toMatchObject({ engine: 'builtIn', category: first });
    expect(answer).toHaveProperty(
      'evidence.0',
      expect.toSatisfy((word: string) => text.includes(word)),
    );
    expect(answer).not.toHaveProperty('several');
  });

  it('finds all concerns of a message where several are asked for', async () => {
    const both = `${categories[0]?.examples[0]}. ${categories[1]?.examples[0]}.`;
    const { call } = testCall(null, { config: { categories, multiple: true } });
    const answer = await activity.perform({ ...input, text: both }, call);
    expect(answer).toHaveProperty(
      'several',
      expect.arrayContaining([
        { category: first, confidence: expect.any(Number) },
        { category: second, confidence: expect.any(Number) },
      ]),
    );
  });

  it('learns many examples beside the work of this process', async () => {
    const many = categories.map((category) => ({
      ...category,
      examples: category.examples.flatMap((example) =>
        Array.from({ length: 12 }, (_, count) => `${example} ${count}x`),
      ),
    }));
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    const { call } = testCall(null, { config: { categories: many } });
    // A node that has no earlier model to answer meanwhile.
    const answer = await activity.perform(input, { ...call, node: 'another:node' });
    clearInterval(ticking);
    expect(answer).toMatchObject({ category: first });
    expect(turns).toBeGreaterThan(10);
  });
});

describe('by a model', () => {
  it('takes one category, or none', async () => {
    server = await startTestModelServer([
      { answer: { category: second, confidence: 0.8 } },
      { answer: { category: 'none_of_these', confidence: 0.9 } },
    ]);
    const { call } = testCall(server.baseUrl, { config: { categories } });
    expect(await activity.perform(input, call)).toEqual({
      category: second,
      confidence: 0.8,
      engine: 'model',
    });
    expect(await activity.perform(input, call)).toMatchObject({ category: null });
  });

  it('takes several, the likeliest first', async () => {
    server = await startTestModelServer([
      {
        answer: {
          categories: [
            { category: second, confidence: 0.6 },
            { category: first, confidence: 0.9 },
          ],
        },
      },
      { answer: { categories: [] } },
      { answer: { categories: [{ category: 'invented', confidence: 1 }] } },
    ]);
    const { call } = testCall(server.baseUrl, { config: { categories, multiple: true } });
    expect(await activity.perform(input, call)).toEqual({
      category: first,
      confidence: 0.9,
      several: [
        { category: first, confidence: 0.9 },
        { category: second, confidence: 0.6 },
      ],
      engine: 'model',
    });
    expect(await activity.perform(input, call)).toMatchObject({ category: null, several: [] });
    await expect(activity.perform(input, call)).rejects.toMatchObject({ code: 'badAnswer' });
  });
});
