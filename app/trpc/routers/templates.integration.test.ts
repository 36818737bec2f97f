import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listScenarios } from '@/runtime/library/flow-scenarios';
import { readFlow } from '@/runtime/library/read-flow';
import { findTeams } from '@/runtime/store/teams';
import { openWorkspace, type TestWorkspace } from '../testing/open-workspace';

/** Making flows of templates, and the things that they need. */
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

describe('things that were made for a flow that is not made', () => {
  it('go again where nothing uses them, if somebody says so; what is in use stays', async () => {
    const admin = (await workspace.as('admin', 'Admin')).api;
    const [queue, spare, calendar, hook, team] = [
      await admin.queues.add({ name: { en: 'Appeals' }, color: null, distribution: 'pull', sla: null }),
      await admin.queues.add({ name: { en: 'Spare' }, color: null, distribution: 'pull', sla: null }),
      await admin.calendars.add({
        name: { en: 'Nights' },
        hours: { timeZone: 'Europe/Berlin', weekly: {}, holidays: null, exceptions: [] },
      }),
      await admin.hooks.add({ name: 'Shop', enabled: true, signed: false, key: '', answerBy: null }),
      await admin.teams.add({ name: { en: 'Appeals board' }, memberIds: [] }),
    ];
    const mailbox = await admin.mailboxes.add({
      name: 'Appeals',
      addresses: ['appeals@example.org'],
      enabled: true,
      settings: { incoming: { kind: 'listener' }, outgoing: { kind: 'outbox' } },
      secrets: {},
    });
    const { user } = await admin.users.add({ name: 'Toni Berg', email: 'toni@example.org', role: 'agent' });
    await admin.teams.change({ id: team.id, name: { en: 'Board' }, memberIds: [user.id] });
    await api.templates.install({
      template: 'service-mailbox',
      name: 'Uses one of them',
      language: 'en',
      bindings: { 'queue:service': queue.id },
    });
    const things = [
      { kind: 'queue' as const, id: queue.id },
      { kind: 'queue' as const, id: spare.id },
      { kind: 'agent' as const, id: user.id },
      { kind: 'calendar' as const, id: calendar.id },
      { kind: 'hook' as const, id: hook.id },
      { kind: 'mailbox' as const, id: mailbox.id },
      { kind: 'team' as const, id: team.id },
    ];
    const uses = await admin.things.uses({ things });
    // A reader is led to a node that names it.
    const nodeId = expect.stringMatching(/./);
    expect(uses[0]).toMatchObject({ name: { en: 'Appeals' }, flows: [{ name: 'Uses one of them', nodeId }] });
    expect(uses[2]?.settings).toEqual([{ kind: 'team', name: { en: 'Board' } }]);
    expect(uses[1]).toMatchObject({ flows: [], settings: [], tickets: 0 });
    // Who may not make a queue may not take it away; opening hours are his.
    expect(await api.things.removeUnused({ things: things.slice(0, 4) })).toEqual([things[3]]);
    const removed = await admin.things.removeUnused({ things });
    expect(removed.map(({ id }) => id).sort()).toEqual(
      [spare.id, user.id, hook.id, mailbox.id, team.id].sort(),
    );
    expect((await admin.queues.list()).map(({ id }) => id)).toContain(queue.id);
    expect((await admin.users.list()).map(({ id }) => id)).not.toContain(user.id);
  });
});

describe('teams', () => {
  it('are listed with their people, renamed, and deleted where no queue is kept to them', async () => {
    const { api: admin, account } = await workspace.as('admin', 'Admin');
    const { id, slot } = await admin.teams.add({ name: { de: 'Nachtdienst' }, memberIds: [] });
    await admin.teams.change({
      id,
      name: { de: 'Spätdienst', en: 'Late shift' },
      memberIds: [account.id, 'nobody'],
    });
    expect((await admin.teams.list()).find((team) => team.id === id)).toEqual({
      id,
      slot,
      name: { de: 'Spätdienst', en: 'Late shift' },
      members: [{ id: account.id, name: 'Admin' }],
    });
    const made = { name: { en: 'Late' }, color: null, distribution: 'pull' as const, sla: null };
    const queue = await admin.queues.add({ ...made, teamIds: [id] });
    expect((await admin.things.uses({ things: [{ kind: 'team', id }] }))[0]).toMatchObject({
      settings: [{ kind: 'queue', name: { en: 'Late' } }],
    });
    await expect(admin.teams.remove({ id })).rejects.toMatchObject({ cause: { code: 'teamWorksOnQueues' } });
    // What is not said stays: other settings of a queue do not open it to everybody.
    await admin.queues.change({ id: queue.id, ...made });
    expect((await admin.queues.list()).find((one) => one.id === queue.id)?.teamIds).toEqual([id]);
    await admin.queues.change({ id: queue.id, ...made, teamIds: [] });
    await admin.teams.remove({ id });
    expect((await admin.teams.list()).map((team) => team.id)).not.toContain(id);
    await expect(api.teams.list()).rejects.toMatchObject({ code: 'FORBIDDEN' });
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
