import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeUpgrade } from '@/runtime/flow/merge-upgrade';
import { listScenarios } from '@/runtime/library/flow-scenarios';
import { readFlow } from '@/runtime/library/read-flow';
import { openWorkspace, type TestWorkspace } from '../testing/open-workspace';

/** What becomes of flows when the templates that they were made of move on. */
const id = 'service-mailbox';
let workspace: TestWorkspace;
let api: Awaited<ReturnType<TestWorkspace['as']>>['api'];

beforeAll(async () => {
  workspace = await openWorkspace();
  api = (await workspace.as('designer', 'Designer')).api;
});
afterAll(() => workspace.close());

describe('a newer version of a template', () => {
  let folder = '';
  const template = () => join(folder, 'service-mailbox');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stellwerk-templates-'));
    await cp('flows/service-mailbox', template(), { recursive: true });
    process.env.STELLWERK_FLOWS_DIR = folder;
  });
  afterAll(async () => {
    delete process.env.STELLWERK_FLOWS_DIR;
    await rm(folder, { recursive: true });
  });
  const rewrite = async (file: string, change: (text: string) => string) =>
    writeFile(join(template(), file), change(await readFile(join(template(), file), 'utf8')));

  it('is told, joined with what was changed here, and becomes the draft', async () => {
    const { id: made } = await api.templates.install({
      template: 'service-mailbox',
      name: 'Ours',
      language: 'de',
      parameters: { signOff: { de: 'Ihr Team', en: 'Your team' } },
    });
    expect(await api.templates.upgrade({ id: made })).toBeNull();
    const opened = await api.flows.get({ id: made });
    const document = {
      ...opened.document,
      nodes: opened.document.nodes.map((node) => {
        if (node.id === 'topic') return { ...node, config: { ...node.config, threshold: 0.7 } };
        return node.id === 'billing' ? { ...node, title: 'Rechnungswesen' } : node;
      }),
    };
    const saved = await api.flows.saveDraft({ id: made, revision: opened.revision, document, client: 't' });
    await rewrite('template.json', (text) => text.replace('"1.0.0"', '"1.10.0"'));
    await rewrite('flow.json', (text) =>
      text
        .replace('"threshold": 0.5', '"threshold": 0.6')
        .replace('"reason": "Automatic e-mail"', '"reason": "A machine wrote it"'),
    );
    await rm(join(template(), 'unsure.scenario.json'));
    await rewrite('texts.en.json', (text) => text.replace('"Automatic e-mail"', '"A machine wrote it"'));
    await rewrite('texts.de.json', (text) => text.replace('"Automatische E-Mail"', '"Von einer Maschine"'));

    expect((await api.flows.list()).find((flow) => flow.id === made)?.templateUpgrade).toBe('1.10.0');
    const upgrade = await api.templates.upgrade({ id: made });
    if (!upgrade) throw new Error('There is no upgrade.');
    expect(upgrade).toMatchObject({ from: '1.0.0', to: '1.10.0', revision: saved.revision });
    const key = 'nodes/topic/config/threshold';
    expect(mergeUpgrade(upgrade).conflicts.map((conflict) => conflict.key)).toEqual([key]);
    const wanted = { id: made, to: '1.10.0', choices: { [key]: 'theirs' as const } };
    await expect(api.templates.applyUpgrade({ ...wanted, revision: 1 })).rejects.toMatchObject({
      cause: { code: 'draftChanged' },
    });
    const scenarios = (await listScenarios(made)).length;
    await api.templates.applyUpgrade({ ...wanted, revision: upgrade.revision });

    const flow = await readFlow(made);
    const node = (name: string) => flow.document.nodes.find((one) => one.id === name);
    expect(node('topic')?.config.threshold).toBe(0.6);
    expect(node('billing')?.title).toBe('Rechnungswesen');
    expect(node('close-automatic')?.config.reason).toBe('Von einer Maschine');
    expect(JSON.stringify(flow.document)).toContain('Ihr Team');
    expect(flow.document.name).toBe('Ours');
    expect(flow.template).toMatchObject({ version: '1.10.0', language: 'de' });
    expect(await listScenarios(made)).toHaveLength(scenarios - 1);
    expect(await api.templates.upgrade({ id: made })).toBeNull();
    await expect(api.templates.applyUpgrade({ ...wanted, revision: flow.revision })).rejects.toMatchObject({
      cause: { code: 'noUpgrade' },
    });
  });

  it('asks for what stands for the things that it brings, and for its new parameters', async () => {
    const { id: made } = await api.templates.install({
      template: 'service-mailbox',
      name: 'Grows',
      language: 'en',
      bindings: { 'queue:service': 'queue-billing' },
    });
    await rewrite('template.json', (text) => {
      const template = JSON.parse(text);
      template.version = '2.0.0';
      template.slots['queue:objections'] = { de: 'Einsprüche', en: 'Appeals' };
      template.parameters.push({
        id: 'urgency',
        kind: 'number',
        label: { de: 'Wie dringend', en: 'How urgent' },
        default: 10,
        max: 20,
        targets: [{ node: 'appeals', path: ['config', 'priority'] }],
      });
      return JSON.stringify(template);
    });
    await rewrite('flow.json', (text) => {
      const flow = JSON.parse(text);
      const queue = flow.nodes.find((node: { type: string }) => node.type === 'queue');
      flow.nodes.push({
        ...queue,
        id: 'appeals',
        title: 'Appeals',
        config: { ...queue.config, queue: 'objections', priority: 10 },
      });
      return JSON.stringify(flow);
    });
    const { slots, offered } = await api.templates.upgradeSlots({ id: made });
    expect(slots).toEqual([
      { kind: 'queue', name: 'objections', title: 'Appeals', found: null, nodes: [expect.any(String)] },
    ]);
    expect(offered.queue.length).toBeGreaterThan(0);
    const asked = await api.templates.upgrade({ id: made, parameters: { urgency: 15 } });
    expect(asked?.parameters.map((parameter) => parameter.id)).toEqual(['urgency']);
    const priority = (nodes: { id: string; config: Record<string, unknown> }[] = []) =>
      nodes.find((node) => node.id === 'appeals')?.config.priority;
    expect(priority(asked?.theirs.nodes)).toBe(15);
    await api.templates.applyUpgrade({
      id: made,
      revision: asked?.revision ?? 0,
      to: '2.0.0',
      // What was bound before is not the upgrade's to change.
      bindings: { 'queue:objections': 'queue-cancellations', 'queue:service': 'queue-cancellations' },
      parameters: { urgency: 15, signOff: { en: 'Nobody' } },
    });
    const flow = await readFlow(made);
    expect(flow.bindings).toEqual({
      'queue:service': 'queue-billing',
      'queue:objections': 'queue-cancellations',
    });
    expect(priority(flow.document.nodes)).toBe(15);
    expect(flow.template?.parameters).toEqual({ urgency: 15 });
    expect(flow.template?.asked).toContain('urgency');
    expect((await api.templates.upgradeSlots({ id: made })).slots).toEqual([]);
  });

  it('knows the language of a flow that does not tell it', async () => {
    const upgrade = await api.templates.upgrade({ id });
    expect(upgrade?.from).toBe('1.0.0');
    // The demo flow is in English, and so is what comes.
    expect(upgrade?.theirs.nodes.find((node) => node.id === 'close-automatic')?.config.reason).toBe(
      'A machine wrote it',
    );
  });
});
