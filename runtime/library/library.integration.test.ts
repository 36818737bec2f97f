import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeFlows } from '@/runtime/flow/diff-merge';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { applyOperation } from '@/runtime/flow/operations';
import { flowProblem } from '@/runtime/flow/problems';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore } from '@/runtime/store/embedded/test-store';
import { listFlowVersions } from '@/runtime/store/flow-versions';
import { LiveEvents } from '@/runtime/store/live-events';
import type { FlowCheck } from './author';
import { createFlow } from './create-flow';
import { duplicateFlow, exportFlow, importFlow, previewImport } from './exchange-flow';
import { archiveFlow, moveFlows, pauseFlow, readFlowVersion, rollBackFlow } from './flow-history';
import { installTemplate } from './install-template';
import { listFlows } from './list-flows';
import { publishFlow } from './publish-flow';
import { readFlow } from './read-flow';
import { saveDraft } from './save-draft';
import { listTemplates } from './templates';

const author = { id: 'agent-1', name: 'Designer' };
/** A flow is fine as soon as it has a node. */
const check: FlowCheck = (document) => (document.nodes.length > 0 ? [] : [flowProblem('error', 'noStart')]);

const withNode = (document: FlowDocument, id: string): FlowDocument =>
  applyOperation(document, { type: 'addNode', node: { id, type: 'sample' } });

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
  await connectStore(store.uri);
});
afterAll(async () => {
  await disconnectStore();
  await store.stop();
});

describe('drafts', () => {
  it('saves from the present revision and tells spectators', async () => {
    const { _id: id, document, revision } = await createFlow({ name: 'Mailbox' }, author);
    const saved = await saveDraft({ id, revision, document: withNode(document, 'a'), client: 'tab' }, author);
    expect(saved).toEqual({ saved: true, revision: revision + 1 });
    const flow = await readFlow(id);
    expect(flow.document.nodes.map((node) => node.id)).toEqual(['a']);
    expect(flow.updatedBy).toBe('Designer');
    const event = await LiveEvents.findOne({ key: id, 'data.change': 'draft' }).lean();
    expect(event?.data).toMatchObject({ revision: revision + 1, client: 'tab' });
  });

  it('never writes over somebody else: gives his draft back, and the joined one saves', async () => {
    const { _id: id, document: base, revision } = await createFlow({ name: 'Mailbox' }, author);
    const mine = withNode(base, 'mine');
    await saveDraft({ id, revision, document: withNode(base, 'theirs') }, author);
    const refused = await saveDraft({ id, revision, document: mine }, author);
    expect(refused).toMatchObject({ saved: false, revision: revision + 1 });
    if (refused.saved) throw new Error('was saved');
    const { flow } = mergeFlows(base, mine, refused.document);
    await saveDraft({ id, revision: refused.revision, document: flow }, author);
    const { document } = await readFlow(id);
    expect(document.nodes.map((node) => node.id).sort()).toEqual(['mine', 'theirs']);
  });

  it('lets only one of many simultaneous saves from one revision through', async () => {
    const { _id: id, document, revision } = await createFlow({ name: 'Mailbox' }, author);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        saveDraft({ id, revision, document: withNode(document, `n${index}`) }, author),
      ),
    );
    expect(answers.filter((answer) => answer.saved)).toHaveLength(1);
    expect((await readFlow(id)).document.nodes).toHaveLength(1);
  });

  it('tells that a flow does not exist', async () => {
    await expect(readFlow('nothing')).rejects.toMatchObject({ code: 'flowNotFound' });
  });
});

describe('publishing', () => {
  async function publishable() {
    const { _id: id, document, revision } = await createFlow({ name: 'Mailbox' }, author);
    await saveDraft({ id, revision, document: withNode(document, 'first') }, author);
    return { id, revision: revision + 1 };
  }

  it('makes immutable versions 1, 2, 3 ... and puts the newest into service', async () => {
    const { id, revision } = await publishable();
    expect(await publishFlow({ id, revision, note: 'Begin' }, author, check)).toMatchObject({
      version: 1,
    });
    const draft = await readFlow(id);
    await saveDraft({ id, revision, document: withNode(draft.document, 'second') }, author);
    expect(await publishFlow({ id, revision: revision + 1, note: '' }, author, check)).toMatchObject({
      version: 2,
    });
    expect(await readFlow(id)).toMatchObject({ publishedVersion: 2, state: 'published' });
    expect((await readFlowVersion(id, 1)).document.nodes).toHaveLength(1);
    expect((await listFlowVersions(id)).map(({ version, note }) => [version, note])).toEqual([
      [2, ''],
      [1, 'Begin'],
    ]);
  });

  it('refuses a flow with problems, and a draft that is not the one its author saw', async () => {
    const { _id: id, revision } = await createFlow({ name: 'Empty' }, author);
    await expect(publishFlow({ id, revision, note: '' }, author, check)).rejects.toMatchObject({
      code: 'flowHasProblems',
      values: { count: 1 },
    });
    const other = await publishable();
    await expect(
      publishFlow({ id: other.id, revision: other.revision - 1, note: '' }, author, check),
    ).rejects.toMatchObject({ code: 'draftChanged' });
    expect(await listFlowVersions(other.id)).toEqual([]);
  });

  it('gives two people who publish at once a version each', async () => {
    const { id, revision } = await publishable();
    const made = await Promise.all([1, 2].map(() => publishFlow({ id, revision, note: '' }, author, check)));
    expect(made.map(({ version }) => version).sort()).toEqual([1, 2]);
    expect((await readFlow(id)).publishedVersion).toBe(2);
  });

  it('rolls back by a new version; the draft follows only if asked', async () => {
    const { id, revision } = await publishable();
    await publishFlow({ id, revision, note: '' }, author, check);
    const { document } = await readFlow(id);
    await saveDraft({ id, revision, document: withNode(document, 'worse') }, author);
    await publishFlow({ id, revision: revision + 1, note: '' }, author, check);
    const back = { id, version: 1, note: 'Back', replaceDraft: false };
    expect(await rollBackFlow(back, author, check)).toEqual({ version: 3 });
    expect((await readFlowVersion(id, 3)).document.nodes).toHaveLength(1);
    expect((await readFlow(id)).document.nodes).toHaveLength(2);
    await rollBackFlow({ ...back, replaceDraft: true }, author, check);
    expect(await readFlow(id)).toMatchObject({ revision: revision + 2, publishedVersion: 4 });
    expect((await readFlow(id)).document.nodes).toHaveLength(1);
    await expect(rollBackFlow({ ...back, version: 9 }, author, check)).rejects.toMatchObject({
      code: 'flowVersionNotFound',
    });
  });

  it('pauses, resumes and archives', async () => {
    const { id, revision } = await publishable();
    await expect(pauseFlow(id, true)).rejects.toMatchObject({ code: 'flowNotPublished' });
    await publishFlow({ id, revision, note: '' }, author, check);
    await pauseFlow(id, true);
    expect((await readFlow(id)).state).toBe('paused');
    await archiveFlow(id, true);
    expect((await readFlow(id)).state).toBe('archived');
    await archiveFlow(id, false);
    expect((await readFlow(id)).state).toBe('paused');
    await pauseFlow(id, false);
    expect((await readFlow(id)).state).toBe('published');
  });
});

describe('the list', () => {
  it('puts flows into folders, and tells spectators once', async () => {
    const { _id: one } = await createFlow({ name: 'One', folder: 'Sales' }, author);
    const { _id: two } = await createFlow({ name: 'Two', folder: 'Sales / North' }, author);
    await moveFlows([
      { id: one, folder: 'Shop' },
      { id: two, folder: 'Shop / North' },
      { id: 'gone', folder: 'Shop' },
    ]);
    expect([(await readFlow(one)).folder, (await readFlow(two)).folder]).toEqual(['Shop', 'Shop / North']);
    expect(await LiveEvents.countDocuments({ 'data.change': 'moved' })).toBe(1);
  });

  it('shows state, problems and whether the draft has moved on', async () => {
    const { _id: id, document, revision } = await createFlow({ name: 'Listed' }, author);
    const entry = async () => (await listFlows(check)).find((flow) => flow.id === id);
    expect(await entry()).toMatchObject({
      state: 'draft',
      problems: { errors: 1, warnings: 0 },
      changed: false,
    });
    await saveDraft({ id, revision, document: withNode(document, 'a') }, author);
    await publishFlow({ id, revision: revision + 1, note: '' }, author, check);
    expect(await entry()).toMatchObject({
      state: 'published',
      publishedVersion: 1,
      publishedBy: 'Designer',
      changed: false,
      problems: { errors: 0, warnings: 0 },
    });
    const next = withNode(withNode(document, 'a'), 'b');
    await saveDraft({ id, revision: revision + 1, document: next }, author);
    expect(await entry()).toMatchObject({ changed: true, nodes: 2 });
    await saveDraft({ id, revision: revision + 2, document: withNode(document, 'a') }, author);
    expect(await entry()).toMatchObject({ changed: false, nodes: 1 });
  });
});

describe('files', () => {
  it('exports what imports as the same flow under a new id', async () => {
    const { _id: id, document, revision } = await createFlow({ name: 'Störung & Wartung' }, author);
    await saveDraft({ id, revision, document: withNode(document, 'a') }, author);
    const { fileName, text } = await exportFlow(id);
    expect(fileName).toBe('storung-wartung.flow.json');
    const copy = await importFlow({ text }, author, check);
    expect(copy._id).not.toBe(id);
    expect({ ...copy.document, id }).toEqual((await readFlow(id)).document);
  });

  it('shows problems before anything is stored', async () => {
    const text = JSON.stringify({ schemaVersion: 1, id: 'x', name: 'Foreign' });
    expect(previewImport(text, check).problems).toHaveLength(1);
    expect((await listFlows(check)).some((flow) => flow.name === 'Foreign')).toBe(false);
  });

  it.each([
    ['text', 'hello', 'importNotJson', {}],
    ['another thing', '{"nodes":[]}', 'importNoFlow', {}],
    ['a list', '[1, 2]', 'importNoFlow', {}],
    ['a flow of a newer Stellwerk', '{"schemaVersion":2}', 'flowTooNew', { version: 2 }],
    [
      'a node without type',
      '{"schemaVersion":1,"id":"x","name":"X","nodes":[{"id":"a"}]}',
      'importNotFlow',
      { place: 'nodes.0.type' },
    ],
    ['a huge file', ' '.repeat(8_000_001), 'importTooLarge', {}],
  ])('refuses %s and says where', (_what, text, code, values) => {
    expect(() => previewImport(text, check)).toThrow(
      expect.objectContaining({ code, values: expect.objectContaining(values) }),
    );
  });

  it('duplicates a draft, not what is in service', async () => {
    const { _id: id, document, revision } = await createFlow({ name: 'One' }, author);
    await saveDraft({ id, revision, document: withNode(document, 'a') }, author);
    await publishFlow({ id, revision: revision + 1, note: '' }, author, check);
    const copy = await duplicateFlow(id, 'Two', author);
    expect(copy).toMatchObject({ state: 'draft', publishedVersion: null, document: { name: 'Two' } });
    expect(copy.document.nodes).toHaveLength(1);
  });
});

describe('templates', () => {
  it('lists folders with a flow and remembers which one a flow came from', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stellwerk-templates-'));
    try {
      await mkdir(join(folder, 'mailbox'));
      await mkdir(join(folder, 'not-one'));
      const document = flowDocumentSchema.parse({
        schemaVersion: 1,
        id: 'mailbox',
        name: 'Mailbox',
        nodes: [{ id: 'a', type: 'sample' }],
      });
      await writeFile(join(folder, 'mailbox', 'flow.json'), JSON.stringify(document));
      await writeFile(
        join(folder, 'mailbox', 'template.json'),
        JSON.stringify({
          version: '2.1.0',
          title: { de: 'Postfach', en: 'Mailbox' },
          description: { de: 'Sortiert' },
        }),
      );
      expect(await listTemplates(folder)).toMatchObject([{ name: 'mailbox', nodes: 1, version: '2.1.0' }]);
      const flow = await installTemplate(
        { template: 'mailbox', name: 'Ours', language: 'de' },
        author,
        folder,
      );
      expect(await readFlow(flow._id)).toMatchObject({
        document: { description: 'Sortiert' },
        template: { name: 'mailbox', version: '2.1.0' },
      });
      await writeFile(
        join(folder, 'mailbox', 'texts.de.json'),
        JSON.stringify({ nodes: { a: { title: 'Anfang' } } }),
      );
      for (const [language, title] of [
        ['de', 'Anfang'],
        ['en', undefined],
      ] as const) {
        const { document: installed, template } = await installTemplate(
          { template: 'mailbox', name: 'Ours', language },
          author,
          folder,
        );
        expect(installed.nodes[0]?.title).toBe(title);
        expect(template?.base.nodes).toEqual(installed.nodes);
      }
      await expect(
        installTemplate({ template: 'other', name: 'X', language: 'de' }, author, folder),
      ).rejects.toMatchObject({
        code: 'templateNotFound',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
