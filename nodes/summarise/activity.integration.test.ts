import { afterEach, expect, it } from 'vitest';
import { startTestModelServer, type TestModelServer, testCall } from '@/runtime/model/test-model-server';
import activity from './activity';

const input = {
  text: 'Hello,\n\nplease cancel my contract 4711. It rained. My cat says hello.',
  language: 'de',
};

let server: TestModelServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

it('asks the model for the language of the installation, and keeps its answer short', async () => {
  server = await startTestModelServer([{ answer: { summary: `  Will kündigen. ${'x'.repeat(5000)}` } }]);
  const { call } = testCall(server.baseUrl, { config: { sentences: 2 } });
  const result = await activity.perform(input, call);
  expect(result).toMatchObject({
    engine: 'model',
    summary: expect.stringMatching(/^Will kündigen\. x{785}$/),
  });
  expect(server.requests[0]?.messages[0]?.content).toMatch(/at most 2 short sentences.*\n.*code "de"/);
});

it('chooses sentences where there is no model', async () => {
  const { call } = testCall(null, { config: { sentences: 1 } });
  expect(await activity.perform(input, call)).toEqual({
    engine: 'builtIn',
    summary: 'please cancel my contract 4711.',
  });
});

it('fails without a model where one is asked for', async () => {
  const { call } = testCall(null, { config: { engine: 'model' } });
  await expect(activity.perform(input, call)).rejects.toMatchObject({ code: 'noModel' });
});
