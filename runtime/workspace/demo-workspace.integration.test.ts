import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import english from '@/flows/service-mailbox/texts.en.json';
import { allModels } from '@/runtime/store/all-models';
import { Calendars } from '@/runtime/store/calendars';
import { Channels } from '@/runtime/store/channels';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore, type TestStore } from '@/runtime/store/embedded/test-store';
import { findFlowVersion } from '@/runtime/store/flow-versions';
import { findFlow, findPublishedFlows } from '@/runtime/store/flows';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { findQueues, Queues } from '@/runtime/store/queues';
import { languageOfEnvironment, seedDemoWorkspace } from './demo-workspace';
import { speakLanguage } from './speak-language';

const at = new Date('2026-01-01T00:00:00Z');
let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await connectStore(store.uri);
});
beforeEach(async () => {
  await Promise.all(allModels.map((model) => model.deleteMany({}).exec()));
});
afterAll(async () => {
  await disconnectStore();
  await store.stop();
});

describe('seedDemoWorkspace', () => {
  it('sets up mailbox, queues, hours and one published flow, once', async () => {
    expect(await seedDemoWorkspace({ language: 'en', at })).toBe(true);
    expect(await seedDemoWorkspace({ language: 'de', at })).toBe(false);
    expect((await findQueues()).map(({ slot }) => slot)).toEqual(['billing', 'service', 'cancellations']);
    const [flow] = await findPublishedFlows();
    expect(flow).toMatchObject({ _id: 'service-mailbox', publishedVersion: 1 });
    expect((await findFlowVersion('service-mailbox', 1))?.document.nodes.length).toBeGreaterThan(5);
    expect(
      await Channels.exists({ slot: 'service', addresses: 'service@stellwerk.local' }).exec(),
    ).not.toBeNull();
    expect(await Calendars.exists({ slot: 'office', 'hours.holidays': 'DE-BE' }).exec()).not.toBeNull();
    expect(await readInstallationSettings()).toMatchObject({
      language: 'en',
      fallbackQueueId: 'queue-service',
    });
  });

  it.each([
    ['de', 'Worum geht es?', ['Rechnung', 'Kündigung', 'Anderes']],
    ['en', english.nodes.topic.title, Object.values(english.nodes.topic.names.categories)],
  ] as const)('names nodes and categories in %s', async (language, title, names) => {
    await seedDemoWorkspace({ language, at });
    const flow = await findFlow('service-mailbox');
    const published = await findFlowVersion('service-mailbox', 1);
    expect(published?.document).toEqual(flow?.document);
    expect(flow?.template?.base).toEqual(flow?.document);
    const topic = published?.document.nodes.find(({ id }) => id === 'topic');
    expect(topic).toMatchObject({ title, config: { categories: names.map((name) => ({ name })) } });
  });

  it('completes a seed that was cut short, and is done once by two processes at a time', async () => {
    await Promise.all([seedDemoWorkspace({ language: 'en', at }), seedDemoWorkspace({ language: 'en', at })]);
    expect(await Queues.countDocuments({}).exec()).toBe(3);
    await Promise.all(
      allModels
        .filter((model) => model.modelName === 'settings' || model.modelName === 'flows')
        .map((model) => model.deleteMany({}).exec()),
    );
    expect(await seedDemoWorkspace({ language: 'en', at })).toBe(true);
    expect(await Queues.countDocuments({}).exec()).toBe(3);
    expect(await findPublishedFlows()).toHaveLength(1);
  });
});

describe('languageOfEnvironment', () => {
  it.each([
    [{ STELLWERK_LANGUAGE: 'en' }, 'en'],
    [{ STELLWERK_LANGUAGE: 'de', LANG: 'en_US.UTF-8' }, 'de'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{}, 'de'],
  ])('of %j is %s', (environment, language) => {
    expect(languageOfEnvironment({ NODE_ENV: 'test', ...environment })).toBe(language);
  });
});

describe('speakLanguage', () => {
  it('gives an untouched demo flow a version in the language of its first visitor, once', async () => {
    await seedDemoWorkspace({ language: 'de', at });
    expect(await speakLanguage('de', at)).toBe(false);
    expect(await Promise.all([speakLanguage('en', at), speakLanguage('en', at)])).toContain(true);
    const flow = await findFlow('service-mailbox');
    expect(flow).toMatchObject({ revision: 2, publishedVersion: 2 });
    expect(flow?.document.nodes.find(({ id }) => id === 'topic')?.title).toBe(english.nodes.topic.title);
    expect((await findFlowVersion('service-mailbox', 2))?.document).toEqual(flow?.document);
    expect(await readInstallationSettings()).toMatchObject({
      language: 'en',
      fallbackQueueId: 'queue-service',
    });
    expect(await speakLanguage('de', at)).toBe(false);
    expect((await findFlow('service-mailbox'))?.revision).toBe(2);
  });
});
