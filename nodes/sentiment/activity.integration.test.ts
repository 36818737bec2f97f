import { afterEach, expect, it } from 'vitest';
import { startTestModelServer, type TestModelServer, testCall } from '@/runtime/model/test-model-server';
import activity from './activity';

const input = { text: 'I am furious.', language: 'en' };

let server: TestModelServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

it('asks the model where there is one', async () => {
  server = await startTestModelServer([{ answer: { score: 0.4 } }]);
  const { call, spent } = testCall(server.baseUrl);
  expect(await activity.perform(input, call)).toEqual({ score: 0.4, engine: 'model' });
  expect(server.requests[0]?.messages[1]?.content).toContain('I am furious.');
  expect(spent).toHaveLength(1);
});

it('takes no score beyond the scale', async () => {
  server = await startTestModelServer([{ answer: { score: 4 } }]);
  await expect(activity.perform(input, testCall(server.baseUrl).call)).rejects.toMatchObject({
    code: 'badAnswer',
  });
});

it('judges by words where there is no model, or where that is wanted', async () => {
  expect(await activity.perform(input, testCall(null).call)).toMatchObject({
    engine: 'builtIn',
    score: expect.toSatisfy((score: number) => score < -0.5),
  });
  server = await startTestModelServer([{ status: 500 }]);
  const { call } = testCall(server.baseUrl, { config: { engine: 'builtIn' } });
  expect(await activity.perform(input, call)).toMatchObject({ engine: 'builtIn' });
  await expect(
    activity.perform(input, testCall(null, { config: { engine: 'model' } }).call),
  ).rejects.toMatchObject({
    code: 'noModel',
  });
});
