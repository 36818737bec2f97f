import { describe, expect, it } from 'vitest';
import { readBoundFlows } from '@/runtime/engine/bound-flows';
import { installationOfFile } from '@/runtime/engine/installation-of-file';
import { createTestEngine, publishTestFlow, replyAndQueue, testMessage } from '@/runtime/engine/test-kit';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { flowProblem } from '@/runtime/flow/problems';
import { Executions } from '@/runtime/store/executions';
import { FlowVersions, listFlowVersions } from '@/runtime/store/flow-versions';
import { Flows } from '@/runtime/store/flows';
import { Tickets } from '@/runtime/store/tickets';
import type { FlowCheck } from './author';
import { createFlow } from './create-flow';
import { bindAddress, listAliases, unbindAddress } from './flow-aliases';
import { listFlows } from './list-flows';
import { cancelPublication, dismissRefusal, planPublication, publishPlanned } from './planned-publication';
import { publishDocument } from './publish-flow';
import { readFlow } from './read-flow';
import { saveDraft } from './save-draft';
import { createShareLink, listShareLinks, openShareLink, revokeShareLink } from './share-links';

/** What a flow needs around its publication, with the engine that walks it. */
const author = { id: 'agent-1', name: 'Designer' };
const begin = new Date('2026-11-20T10:00:00Z');
const later = (minutes: number) => new Date(begin.getTime() + minutes * 60_000);
const fine: FlowCheck = () => [];
const broken: FlowCheck = () => [flowProblem('error', 'noStart')];

installationOfFile();

async function planned(minutes: number, note = 'Christmas') {
  const flow = await createFlow({ name: 'Planned' }, author, begin);
  const wanted = { id: flow._id, revision: flow.revision, note, at: later(minutes) };
  await planPublication(wanted, author, fine, begin);
  return flow;
}

const carryOut = (at: Date, check = fine) => publishPlanned(async () => check, at);

describe('a planned publication', () => {
  it('takes place at its time with the draft as it was, exactly once', async () => {
    const { _id: id, document, revision } = await planned(60);
    await saveDraft({ id, revision, document: { ...document, name: 'Changed since' } }, author);
    expect((await listFlows(fine)).find((flow) => flow.id === id)?.plannedAt).toEqual(later(60));
    expect(await carryOut(later(59))).toBe(0);
    // Several workers at the same moment.
    const counts = await Promise.all([carryOut(later(60)), carryOut(later(60)), carryOut(later(60.5))]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await carryOut(later(62))).toBe(0);
    const versions = await listFlowVersions(id);
    expect(versions).toMatchObject([{ version: 1, note: 'Christmas', author }]);
    const flow = await readFlow(id);
    expect(flow).toMatchObject({ publishedVersion: 1, state: 'published', planned: null });
    expect((await FlowVersions.findOne({ flowId: id }).lean().exec())?.document.name).toBe('Planned');
    expect(flow.document.name).toBe('Changed since');
  });

  it('is finished by another worker where one died in the middle, without a second version', async () => {
    const { _id: id } = await planned(10);
    const plan = (await readFlow(id)).planned;
    if (!plan) throw new Error('nothing is planned');
    // The first worker claimed it, made the version, and died.
    await Flows.updateOne({ _id: id }, { $set: { 'planned.leaseUntil': later(11) } }).exec();
    const { document, note } = plan;
    await publishDocument({ id, document, note, publicationId: plan.id }, author, fine, later(10));
    expect(await carryOut(later(10))).toBe(0);
    expect(await carryOut(later(12))).toBe(1);
    expect(await listFlowVersions(id)).toHaveLength(1);
    expect((await readFlow(id)).planned).toBeNull();
  });

  it('is refused where there are problems by then, and says so until that is read', async () => {
    const { _id: id } = await planned(5);
    expect(await carryOut(later(5), broken)).toBe(0);
    const flow = await readFlow(id);
    expect(flow).toMatchObject({
      publishedVersion: null,
      planned: null,
      refused: { code: 'flowHasProblems', values: { count: 1 }, note: 'Christmas', by: 'Designer' },
    });
    expect((await listFlows(fine)).find((one) => one.id === id)?.publicationRefused).toBe(true);
    await dismissRefusal(id);
    expect((await readFlow(id)).refused).toBeNull();
  });

  it('can be called off, but not while it takes place', async () => {
    const { _id: id } = await planned(5);
    await Flows.updateOne({ _id: id }, { $set: { 'planned.leaseUntil': later(1) } }).exec();
    await expect(cancelPublication(id, begin)).rejects.toMatchObject({ code: 'publicationRunning' });
    await cancelPublication(id, later(2));
    expect(await carryOut(later(6))).toBe(0);
    expect(await listFlowVersions(id)).toEqual([]);
  });

  it.each([
    ['in the past', { at: begin }, fine, 'timeIsPast'],
    ['in three years', { at: later(60 * 24 * 366 * 3) }, fine, 'timeTooFar'],
    ['of another draft', { revision: 77 }, fine, 'draftChanged'],
    ['with problems', {}, broken, 'flowHasProblems'],
  ])('is not planned %s', async (_case, changes, check, code) => {
    const { _id: id, revision } = await createFlow({ name: 'Not planned' }, author, begin);
    const wanted = { id, revision, note: '', at: later(60), ...changes };
    await expect(planPublication(wanted, author, check, begin)).rejects.toMatchObject({ code });
  });
});

/** Into another queue than the published flow. */
function toService(document: FlowDocument): FlowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) =>
      node.id === 'queue' ? { ...node, config: { queue: 'service' } } : node,
    ),
  };
}

describe('an address that is bound to a state of a flow', () => {
  const test = 'service+test@stellwerk.local';
  const { id } = replyAndQueue();

  async function queueOf(address: string): Promise<{ queue: string | null; version: number }> {
    const engine = createTestEngine({ now: () => Date.now() });
    const message = testMessage({ facts: { address } });
    await engine.receive(message);
    await engine.settle();
    const subject = message.facts.subject;
    const ticket = await Tickets.findOne({ subject }).lean().exec();
    const execution = await Executions.findOne({ ticketId: ticket?._id ?? '' })
      .lean()
      .exec();
    return { queue: ticket?.queueId ?? null, version: execution?.flowVersion ?? 0 };
  }

  it('walks the draft as it is saved, while everybody else walks what is published', async () => {
    const usual = await queueOf('service@stellwerk.local');
    const { document, revision } = await readFlow(id);
    await saveDraft({ id, revision, document: toService(document) }, author);
    await bindAddress({ id, address: 'Service+Test@stellwerk.local', target: { kind: 'draft' } }, author);
    const tried = await queueOf(test);
    expect(tried.version).toBe(-(revision + 1));
    expect(tried.queue).not.toBe(usual.queue);
    expect(await queueOf('service@stellwerk.local')).toEqual(usual);
    expect((await listFlowVersions(id)).every(({ version }) => version > 0)).toBe(true);
    // Every edit makes a trial; only the last ones and those that were walked are kept.
    for (let edit = 0; edit < 25; edit += 1) {
      const draft = await readFlow(id);
      await saveDraft({ id, revision: draft.revision, document: draft.document }, author);
      await readBoundFlows(async () => null);
    }
    const trials = await FlowVersions.find({ flowId: id, version: { $lt: 0 } })
      .lean()
      .exec();
    expect(trials).toHaveLength(21);
    expect(trials.map(({ version }) => version)).toContain(tried.version);
  });

  it('walks an older version, and the usual one when it is let go', async () => {
    await publishTestFlow(toService(replyAndQueue()), 2);
    const usual = await queueOf('service@stellwerk.local');
    expect(usual.version).toBe(2);
    await bindAddress({ id, address: test, target: { kind: 'version', version: 1 } }, author);
    expect((await listAliases(id)).aliases).toMatchObject([{ address: test, target: { version: 1 } }]);
    expect((await queueOf(test)).version).toBe(1);
    await unbindAddress(id, test);
    expect((await queueOf(test)).version).toBe(2);
  });

  it('belongs to a mailbox and to one flow', async () => {
    const bind = (flowId: string, address: string) =>
      bindAddress({ id: flowId, address, target: { kind: 'draft' } }, author);
    const other = await createFlow({ name: 'Other' }, author);
    await expect(bind(id, 'somebody@elsewhere.example')).rejects.toMatchObject({ code: 'addressForeign' });
    await bind(id, test);
    await expect(bind(other._id, test)).rejects.toMatchObject({ code: 'addressBound' });
    const unknown = { id, address: test, target: { kind: 'version', version: 99 } as const };
    await expect(bindAddress(unknown, author)).rejects.toMatchObject({ code: 'flowVersionNotFound' });
  });
});

describe('a link to a draft', () => {
  it('opens with its token only, until it ends or is revoked', async () => {
    const flow = await createFlow({ name: 'Shared' }, author);
    const { token } = await createShareLink({ id: flow._id, label: 'For Kim', days: 7 }, author, begin);
    expect(token.length).toBeGreaterThanOrEqual(43);
    const [link] = await listShareLinks(flow._id, begin);
    expect(link).toMatchObject({ label: 'For Kim', createdBy: 'Designer' });
    expect(link?.id).not.toContain(token);
    expect((await openShareLink(token, begin)).document.name).toBe('Shared');
    const unknown = { code: 'linkUnknown' };
    await expect(openShareLink(link?.id ?? '', begin)).rejects.toMatchObject(unknown);
    await expect(openShareLink(token, later(7 * 24 * 60))).rejects.toMatchObject(unknown);
    await revokeShareLink('another flow', link?.id ?? '');
    await openShareLink(token, begin);
    await revokeShareLink(flow._id, link?.id ?? '');
    await expect(openShareLink(token, begin)).rejects.toMatchObject(unknown);
  });
});
