import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishTestFlow } from '@/runtime/engine/test-kit';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { listScenarios } from '@/runtime/library/flow-scenarios';
import { Executions } from '@/runtime/store/executions';
import { appRouter } from '../root';
import { openWorkspace, type TestWorkspace } from '../testing/open-workspace';
import { insertTicket } from '../testing/sample-ticket';

/** What the designer asks of the server, with the demo workspace's own flow. */
const id = 'service-mailbox';
let workspace: TestWorkspace;
let api: Awaited<ReturnType<TestWorkspace['as']>>['api'];

beforeAll(async () => {
  workspace = await openWorkspace();
  api = (await workspace.as('designer', 'Designer')).api;
});
afterAll(() => workspace.close());

describe('procedures of the designer', () => {
  it('all say what they answer', () => {
    const mine = /^(flows|flowScenarios|publishing|recordings|shared|teams|templates)\./;
    // The router's own index of all procedures by path; its public type does not list it.
    const all = Object.entries(
      appRouter._def.procedures as unknown as Record<string, { _def: { output?: unknown } }>,
    );
    const found = all.filter(([path]) => mine.test(path));
    expect(found.length).toBeGreaterThan(35);
    expect(found.filter(([, { _def }]) => _def.output === undefined).map(([path]) => path)).toEqual([]);
  });

  it('answer as they say, on a real flow', async () => {
    const flow = await api.flows.get({ id });
    expect(flow.document.nodes.length).toBeGreaterThan(5);
    expect((await api.flows.list()).find((one) => one.id === id)).toMatchObject({
      state: 'published',
      plannedAt: null,
      publicationRefused: false,
    });
    expect((await api.flows.environment({ id })).queues).toHaveProperty('billing');
    expect(await api.flows.traffic({ id, days: 7 })).toMatchObject({ executions: 0, stopped: [] });
    expect(await api.flows.versions({ id })).toHaveLength(1);
    expect((await api.flows.version({ id, version: 1 })).document.nodes).toEqual(flow.document.nodes);
    expect((await api.flows.templates()).length).toBeGreaterThan(7);
    expect((await api.flows.template({ name: id })).problems).toEqual([]);
    const file = await api.flows.export({ id });
    expect((await api.flows.previewImport({ text: file.text })).document.nodes).toHaveLength(
      flow.document.nodes.length,
    );
    expect(await api.publishing.waiting({ id })).toEqual([]);
    expect(await api.publishing.moves({ id })).toEqual([]);
    expect(await api.recordings.forReplay({ flowId: id, range: { days: 7 } })).toEqual({
      ids: [],
      capped: false,
    });
    expect(await api.recordings.messages({ limit: 5 })).toEqual([]);
  });

  it('plan a publication and call it off', async () => {
    const { revision } = await api.flows.get({ id });
    const at = new Date(Date.now() + 3_600_000);
    await api.publishing.plan({ id, revision, note: 'Tonight', at });
    expect(await api.publishing.planned({ id })).toEqual({
      planned: { at, note: 'Tonight', by: 'Designer' },
      refused: null,
    });
    await api.publishing.cancelPlan({ id });
    expect((await api.publishing.planned({ id })).planned).toBeNull();
  });

  it('bind and let go an address', async () => {
    const address = 'service+test@stellwerk.local';
    await api.publishing.bindAddress({ id, address, target: { kind: 'draft' } });
    const { aliases, mailboxes } = await api.publishing.aliases({ id });
    expect(aliases).toMatchObject([{ address, target: { kind: 'draft' }, createdBy: 'Designer' }]);
    expect(mailboxes.flatMap(({ addresses }) => addresses)).toContain('service@stellwerk.local');
    await api.publishing.unbindAddress({ id, address });
    expect((await api.publishing.aliases({ id })).aliases).toEqual([]);
  });
});

describe('flows that call each other', () => {
  async function drawn(flowId: string, calls: string | null): Promise<number> {
    const { document, revision } = await api.flows.get({ id: flowId });
    const nodes = [
      { id: 'start', type: 'flow-called' },
      ...(calls === null ? [] : [{ id: 'call', type: 'call-flow', config: { flow: calls } }]),
      { id: 'close', type: 'close' },
    ];
    const edges = nodes.slice(1).map(({ id: to }, index) => ({
      id: `e${index}`,
      from: { node: nodes[index]?.id ?? '', port: 'next' },
      to,
    }));
    const draft = flowDocumentSchema.parse({ ...document, nodes, edges });
    const saved = await api.flows.saveDraft({ id: flowId, revision, document: draft, client: 'test' });
    return saved.revision;
  }

  it('are known by name and refused in a circle, as in the browser', async () => {
    const { id: first } = await api.flows.create({ name: 'First' });
    const { id: second } = await api.flows.create({ name: 'Second' });
    const publish = (flowId: string, revision: number) =>
      api.flows.publish({ id: flowId, revision, note: '' });
    // What is called has to be published.
    const unpublished = await drawn(second, first);
    await expect(publish(second, unpublished)).rejects.toMatchObject({
      message: expect.stringMatching(/problem/),
    });
    await publish(first, await drawn(first, null));
    await publish(second, await drawn(second, first));
    const circle = await drawn(first, second);
    await expect(publish(first, circle)).rejects.toMatchObject({ message: expect.stringMatching(/problem/) });
    const { flows: known } = await api.flows.environment({ id: first });
    expect(known?.[second]).toEqual({ id: second, name: 'Second', calls: [{ flow: first, waits: false }] });
  });
});

describe('a test of two ways', () => {
  const now = new Date();
  const success = {
    match: 'all',
    rules: [{ field: 'ticket.fields.rating', operator: 'greaterOrEqual', value: 4 }],
  };
  const measured = { id: 'test', type: 'ab-test', config: { field: 'wording', success } };

  async function ticketOf(variant: string, rating: number | null, flowId: string, daysAgo: number) {
    const createdAt = new Date(now.getTime() - daysAgo * 86_400_000);
    const closed = rating === null ? {} : { state: 'closed' as const, closedAt: now };
    const ticket = await insertTicket({ createdAt, fields: { wording: variant, rating }, ...closed });
    await Executions.create({
      _id: `of ${ticket._id}`,
      ticketId: ticket._id,
      customerId: ticket.customerId,
      flowId,
      flowVersion: 1,
      startNodeId: 'mail',
      status: 'completed',
      revision: 1,
      createdAt,
      updatedAt: createdAt,
    });
  }

  it('is counted for the period asked for, also where another flow led the tickets into it', async () => {
    const { id: tested } = await api.flows.create({ name: 'Tested' });
    const flow = await api.flows.get({ id: tested });
    const called = { id: 'called', type: 'flow-called' };
    const document = flowDocumentSchema.parse({ ...flow.document, nodes: [called, measured] });
    await api.flows.saveDraft({ id: tested, revision: flow.revision, document, client: 'test' });
    const caller = flowDocumentSchema.parse({
      schemaVersion: 1,
      id: 'caller',
      name: 'Caller',
      nodes: [{ id: 'call', type: 'call-flow', config: { flow: tested } }],
    });
    await publishTestFlow(caller, 1);
    for (let index = 0; index < 20; index++) {
      await ticketOf('a', index < 4 ? 5 : 1, 'caller', 0.5);
      await ticketOf('b', index < 14 ? 5 : 1, tested, 3);
    }
    await ticketOf('a', null, tested, 0.5);
    await ticketOf('a', 5, 'another flow', 0.5);

    const count = (days: number, nodeId = 'test') =>
      api.recordings.testOfNode({ flowId: tested, nodeId, days });
    const week = await count(7);
    expect(week?.variants).toMatchObject([
      { label: 'A', started: 21, tickets: 20, successes: 4, share: 0.2 },
      { label: 'B', started: 20, tickets: 20, successes: 14, share: 0.7 },
    ]);
    expect(week?.verdict).toEqual({ kind: 'better', label: 'B', others: 1 });
    expect((await count(1))?.variants.map(({ started }) => started)).toEqual([21, 0]);
    expect((await count(1))?.verdict).toEqual({ kind: 'tooFew' });
    expect(await count(7, 'called')).toBeNull();
    expect(await count(7, 'gone')).toBeNull();
  });
});

describe('scenarios', () => {
  it('come with the demo flow, are kept, changed and deleted', async () => {
    const before = await api.flowScenarios.list({ flowId: id });
    expect(before.length).toBeGreaterThan(6);
    const [first] = before;
    if (!first) throw new Error('The demo flow has no scenario.');
    const kept = await api.flowScenarios.keep({ flowId: id, scenario: { ...first.scenario, name: 'Mine' } });
    expect((await listScenarios(id)).at(-1)).toMatchObject({ id: kept.id, scenario: { name: 'Mine' } });
    await api.flowScenarios.delete({ flowId: id, id: kept.id });
    expect(await api.flowScenarios.list({ flowId: id })).toHaveLength(before.length);
  });

  it('have activities answered without reaching anything outside', async () => {
    const asked = { config: {}, idempotencyKey: 'e:1', now: 0, input: { text: 'Hello', language: 'en' } };
    const unknown = await api.flowScenarios.answer({ ...asked, activity: 'gone' });
    expect(unknown).toMatchObject({ error: { code: 'unknownActivity' } });
    const { document } = await api.flows.get({ id });
    const sorter = document.nodes.find(({ id: node }) => node === 'topic') ?? document.nodes[2];
    const answer = await api.flowScenarios.answer({
      ...asked,
      activity: sorter?.type ?? '',
      config: sorter?.config ?? {},
    });
    expect(answer).toMatchObject({ result: { engine: 'builtIn' } });
  });
});

describe('a shared draft', () => {
  it('is open to whoever has the token, without secrets, and to nobody else', async () => {
    const stranger = workspace.asNobody();
    const { token } = await api.publishing.share({ id, label: 'For Kim', days: 1 });
    const shared = await stranger.shared.open({ token });
    expect(shared.document.nodes.length).toBeGreaterThan(5);
    expect(shared.environment.queues).toHaveProperty('billing');
    expect(JSON.stringify(shared)).not.toContain('stellwerk.local');
    await expect(stranger.shared.open({ token: `${token}x` })).rejects.toThrow('does not work');
    await expect(stranger.flows.get({ id })).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const [link] = await api.publishing.shareLinks({ id });
    await api.publishing.revokeLink({ id, linkId: link?.id ?? '' });
    await expect(stranger.shared.open({ token })).rejects.toThrow('does not work');
  });
});

describe('people in one flow', () => {
  const at = (client: string, node: string | null, takeOver = false) =>
    api.flows.present({ id, client, leaving: false, node, takeOver });

  it('get a node one at a time, however many ask at the same moment', async () => {
    const rounds = process.env.STELLWERK_LONG ? 200 : 40;
    const second = (await workspace.as('designer', 'Second')).api;
    for (let round = 0; round < rounds; round += 1) {
      const node = `node-${round}`;
      const [one, other] = await Promise.all([
        at('a', node),
        second.flows.present({ id, client: 'b', leaving: false, node }),
      ]);
      expect(one.claim).toEqual(other.claim);
      expect(['a', 'b']).toContain(one.claim?.client);
      expect(one.claim?.turn).toBe(1);
    }
  });

  it('keep it while they are there, and lose it by going on, leaving, or being taken over', async () => {
    const holder = async (client: string) => (await at(client, 'topic')).claim?.client;
    expect(await holder('x')).toBe('x');
    expect(await holder('y')).toBe('x');
    await at('x', 'reply');
    expect(await holder('y')).toBe('y');
    expect((await at('x', 'topic', true)).claim).toMatchObject({ client: 'x', turn: 3 });
    expect(await holder('y')).toBe('x');
    await api.flows.present({ id, client: 'x', leaving: true, node: null });
    expect(await holder('y')).toBe('y');
  });

  it('who only reads keeps nobody from editing, not even by asking for it', async () => {
    const reader = (await workspace.as('supervisor', 'Reader')).api;
    const reading = { id, client: 'r', leaving: false, node: 'hours' };
    expect((await reader.flows.present(reading)).claim).toBeNull();
    expect((await at('x', 'hours')).claim?.client).toBe('x');
    expect((await reader.flows.present({ ...reading, takeOver: true })).claim).toBeNull();
    expect((await at('y', 'hours')).claim?.client).toBe('x');
  });
});
