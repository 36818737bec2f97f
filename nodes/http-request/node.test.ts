import { describe, expect, it } from 'vitest';
import type { ActivityCall, ActivityClients } from '@/runtime/flow/activity';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleFacts } from '@/runtime/flow/sample-facts';
import { activityAnswered } from '@/runtime/interpreter/activity-events';
import { visitNode } from '@/runtime/interpreter/visit-node';
import activity from './activity';
import node from './node';

describe('web request', () => {
  it('encodes what a customer wrote', async () => {
    const facts = sampleFacts({ message: { subject: '../admin?x=1#y' } });
    const config = { url: 'https://api.example.com/search/{{message.subject}}?n={{vars.nothing|0}}' };
    expect(await visitNode(node, config, { facts })).toMatchObject({
      waits: [
        {
          activity: 'http-request',
          input: {
            method: 'GET',
            url: 'https://api.example.com/search/..%2Fadmin%3Fx%3D1%23y?n=0',
            body: null,
          },
        },
      ],
    });
  });

  it('sends what an expression gives as JSON', async () => {
    const config = {
      method: 'POST',
      url: 'https://api.example.com',
      body: '={"number": ticket.number}',
      headers: [{ name: 'X-Ticket', value: '{{ticket.id}}' }],
    };
    expect(await visitNode(node, config)).toMatchObject({
      waits: [{ input: { body: '{"number":1}', isJson: true, headers: { 'X-Ticket': 'ticket' } } }],
    });
  });

  it('keeps a header on one line, and the host out of reach', async () => {
    const facts = sampleFacts({ message: { subject: 'a\r\nX-Evil: 1' } });
    const config = {
      url: 'https://api.example.com',
      headers: [{ name: 'X-Subject', value: '{{message.subject}}' }],
    };
    expect(await visitNode(node, config, { facts })).toMatchObject({
      waits: [{ input: { headers: { 'X-Subject': 'aX-Evil: 1' } } }],
    });
    const flow = flowDocumentSchema.parse({ schemaVersion: 1, id: 'flow', name: 'Flow' });
    const problems = (url: string) => node.problems?.(node.config.parse({ url }), flow).length;
    expect(
      ['https://api.example.com/{{vars.x}}', 'http://localhost:8080?x=1', 'https://a.example'].map(problems),
    ).toEqual([0, 0, 0]);
    expect(['https://{{vars.host}}/', 'https://api.{{vars.host}}.com', 'ftp://x', ''].map(problems)).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it.each([
    [200, 'ok'],
    [404, 'refused'],
  ])('leads %i on', async (status, port) => {
    expect(
      await visitNode(node, { url: 'https://x' }, { event: activityAnswered({ status, body: { a: 1 } }) }),
    ).toMatchObject({
      port,
      set: { answer: { status, body: { a: 1 } } },
    });
  });
});

describe('its activity', () => {
  const perform = (status: number, body: string, type = 'application/json', more: object = {}) => {
    const clients = {
      request: async () => ({ status, headers: { 'content-type': type, ...more }, body }),
    } as unknown as ActivityClients;
    const input = { method: 'GET', url: 'https://x', headers: {}, body: null, isJson: false, timeoutMs: 1 };
    return activity.perform(input, { clients, idempotencyKey: 'x:1' } as unknown as ActivityCall);
  };

  it('reads JSON and text', async () => {
    expect(await perform(200, '{"a":[1]}')).toEqual({ status: 200, body: { a: [1] } });
    expect(await perform(404, 'gone', 'text/plain')).toEqual({ status: 404, body: 'gone' });
  });

  it('tries again when the other system is overloaded, and not when its answer is broken', async () => {
    await expect(perform(503, '')).rejects.toMatchObject({
      code: 'overloaded',
      options: { permanent: false },
    });
    await expect(perform(429, '', 'text/plain', { 'retry-after': '7' })).rejects.toMatchObject({
      options: { permanent: false, retryAfterMs: 7000 },
    });
    await expect(perform(200, '{')).rejects.toMatchObject({
      code: 'badAnswer',
      options: { permanent: true },
    });
  });
});
