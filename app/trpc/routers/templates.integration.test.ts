import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeUpgrade } from '@/runtime/flow/merge-upgrade';
import { listScenarios } from '@/runtime/library/flow-scenarios';
import { readFlow } from '@/runtime/library/read-flow';
import { findTeams } from '@/runtime/store/teams';
import { openWorkspace, type TestWorkspace } from '../testing/open-workspace';

/** Making flows of templates, and what becomes of them when the templates move on. */
const id = 'service-mailbox';
let workspace: TestWorkspace;
let api: Awaited<ReturnType<TestWorkspace['as']>>['api'];

beforeAll(async () => {
  workspace = await openWorkspace();
  api = (await workspace.as('designer', 'Designer')).api;
});
afterAll(() => workspace.close());

describe('templates', () => {
  const wanted = { template: 'complaint-with-sla', name: 'Complaints', language: 'en' as const };

  it('tell what they need of the installation, and what of it is there', async () => {
    const { slots, offered } = await api.templates.slots({ template: wanted.template, language: 'en' });
    const found = new Map(slots.map((slot) => [`${slot.kind}:${slot.name}`, slot]));
    expect(found.get('calendar:office')).toMatchObject({ found: expect.any(String) });
    expect(found.get('mailbox:complaints')).toMatchObject({ found: null, nodes: [expect.any(String)] });
    expect([...found.keys()]).toEqual(expect.arrayContaining(['queue:complaints', 'team:complaints-lead']));
    expect(offered.mailbox).toHaveLength(1);
  });

  it('are rehearsed with what was chosen, and nothing is stored by it', async () => {
    const before = await api.flows.list();
    const [mailbox] = (await api.templates.slots({ template: wanted.template, language: 'en' })).offered
      .mailbox;
    const bindings = { 'mailbox:complaints': mailbox?.id ?? '' };
    const rehearsal = await api.templates.rehearse({ ...wanted, bindings, parameters: { takeWithin: 60 } });
    const note = (nodes: { id: string; config: object }[]) =>
      JSON.stringify(nodes.find(({ id: node }) => node === 'late-note')?.config);
    expect(note(rehearsal.document.nodes)).toContain('within 1 office hour.');
    expect(note(rehearsal.plain.nodes)).toContain('within 4 office hours.');
    expect(rehearsal.scenarios.length).toBeGreaterThan(15);
    const calendars = new Set(rehearsal.scenarios.map(({ here }) => here.calendars?.office?.name));
    // Where a scenario leaves the calendar out on purpose, or brings one that never opens, it stays so.
    expect(calendars).toEqual(new Set(['Office hours', 'Büro', undefined]));
    expect(await api.flows.list()).toEqual(before);
  });

  it('are installed whole: folder, parameters, bindings, scenarios', async () => {
    const parameters = { takeWithin: 60, signOff: { en: 'Kim and colleagues' }, reminders: 99 };
    const made = await api.templates.install({ ...wanted, folder: 'Service', parameters });
    const flow = await readFlow(made.id);
    expect(flow).toMatchObject({ folder: 'Service', state: 'draft', publishedVersion: null });
    expect(flow.template).toMatchObject({ language: 'en', base: { nodes: flow.document.nodes } });
    // A number out of bounds is not taken, and not remembered either.
    expect(flow.template?.parameters).toEqual({
      takeWithin: 60,
      signOff: { de: 'Ihr Beschwerdeteam', en: 'Kim and colleagues' },
    });
    expect(JSON.stringify(flow.document)).toContain('Kim and colleagues');
    expect((await listScenarios(made.id)).length).toBeGreaterThan(15);
  });
});

describe('things that are made on the way', () => {
  it('can be named by flows at once: teams, and people by a name each', async () => {
    const admin = (await workspace.as('admin', 'Admin')).api;
    const people = await Promise.all(
      ['a', 'b'].map((box) =>
        admin.users.add({ name: 'Kim Weber', email: `${box}@example.org`, role: 'agent' }),
      ),
    );
    const slots = await Promise.all(
      people.map(async ({ user }) => (await admin.teams.nameAgent({ id: user.id })).slot),
    );
    expect(slots.toSorted()).toEqual(['kim-weber', 'kim-weber-2']);
    const memberIds = [...people.map(({ user }) => user.id), 'nobody'];
    const team = await admin.teams.add({ name: { en: 'Night desk' }, memberIds });
    expect(team.slot).toBe('night-desk');
    expect((await findTeams()).find(({ _id }) => _id === team.id)?.memberIds).toHaveLength(2);
    await expect(api.teams.add({ name: { en: 'X' }, memberIds: [] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a part that becomes a flow of its own', () => {
  it('lies in the folder of the flow that it was, and what it names means the same', async () => {
    const bindings = { 'queue:service': 'queue-billing' };
    const made = await api.templates.install({
      template: 'service-mailbox',
      name: 'Bound',
      language: 'en',
      folder: 'Service',
      bindings,
    });
    const { text } = await api.flows.export({ id: made.id });
    const part = await api.flows.import({ text, name: 'A part', like: made.id });
    expect(await readFlow(part.id)).toMatchObject({ folder: 'Service', bindings, template: null });
  });
});

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
        .replace('"reason": "Automatic mail"', '"reason": "A machine wrote it"'),
    );
    await rm(join(template(), 'unsure.scenario.json'));
    await rewrite('texts.en.json', (text) => text.replace('"Automatic mail"', '"A machine wrote it"'));
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

  it('knows the language of a flow that does not tell it', async () => {
    const upgrade = await api.templates.upgrade({ id });
    expect(upgrade?.from).toBe('1');
    // The demo flow is in English, and so is what comes.
    expect(upgrade?.theirs.nodes.find((node) => node.id === 'close-automatic')?.config.reason).toBe(
      'A machine wrote it',
    );
  });
});
