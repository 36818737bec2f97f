import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { connectStore, disconnectStore, prepareStore, storeDatabase } from './connect';
import { takeNumbers } from './counters';
import { openTestStore, type TestStore } from './embedded/test-store';
import { deleteFile, readFile, storeFile } from './files';
import { appendLiveEvents, LiveEvents, readLiveEvents } from './live-events';
import { idTime, newId } from './new-id';
import { readSetting, writeSetting } from './settings';
import { countUse } from './windows';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await connectStore(store.uri);
});
afterAll(async () => {
  await disconnectStore();
  await store.stop();
});

describe('connectStore', () => {
  it('is free when it is connected already, and refuses another database', async () => {
    await connectStore(store.uri);
    await expect(connectStore('mongodb://127.0.0.1:1/other')).rejects.toMatchObject({
      code: 'storeElsewhere',
    });
  });

  it('replaces an index that a former version declared in another way', async () => {
    const executions = storeDatabase().collection('executions');
    await executions.dropIndex('dueAt_1');
    await executions.createIndex({ dueAt: 1 }, { name: 'dueAt_1', sparse: true });
    await prepareStore();
    const indexes = await executions.indexes();
    expect(indexes.find(({ name }) => name === 'dueAt_1')).toMatchObject({
      partialFilterExpression: { dueAt: { $exists: true } },
    });
  });

  it('asks for an address', async () => {
    await expect(connectStore('')).rejects.toMatchObject({ code: 'storeNotConfigured' });
  });
});

describe('takeNumbers', () => {
  it('gives every number once, however many ask at the same time', async () => {
    const firsts = await Promise.all(
      Array.from({ length: 30 }, (_, index) => takeNumbers('t', (index % 3) + 1)),
    );
    const taken = firsts.flatMap((first, index) =>
      Array.from({ length: (index % 3) + 1 }, (_, more) => first + more),
    );
    expect(taken.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
  });
});

describe('files', () => {
  it('come back byte for byte, and are gone when deleted', async () => {
    const content = Buffer.from(Array.from({ length: 700_000 }, (_, index) => index % 251));
    const id = await storeFile('attachments', 'a.bin', content, { type: 'application/x' });
    expect((await readFile('attachments', id)).equals(content)).toBe(true);
    await deleteFile('attachments', id);
    await expect(readFile('attachments', id)).rejects.toMatchObject({ code: 'fileNotFound' });
    await expect(readFile('attachments', 'no id')).rejects.toMatchObject({ code: 'fileNotFound' });
  });
});

describe('settings', () => {
  it('are read through their schema, with its defaults', async () => {
    const schema = z.object({ limit: z.number().default(5), name: z.string().default('x') });
    expect(await readSetting('demo', schema)).toEqual({ limit: 5, name: 'x' });
    await writeSetting('demo', schema, { limit: 7 });
    expect(await readSetting('demo', schema)).toEqual({ limit: 7, name: 'x' });
    await expect(readSetting('demo', z.object({ limit: z.string() }))).rejects.toMatchObject({
      code: 'settingBroken',
    });
  });
});

describe('countUse', () => {
  it('counts a use once within its window', async () => {
    const count = (use: string, at: number) => countUse('mail:x', use, 1000, new Date(at));
    expect(await count('a', 1000)).toBe(1);
    expect(await count('a', 1000)).toBe(1);
    expect(await count('b', 1500)).toBe(2);
    expect(await count('c', 2100)).toBe(2);
  });
});

describe('readLiveEvents', () => {
  it('gives each event once, also those that become visible late', async () => {
    const seen = new Set<string>();
    const start = await readLiveEvents(null, seen);
    expect(start.events).toEqual([]);
    const event = (key: string) => ({ topic: 'ticket' as const, key, data: {} });
    await appendLiveEvents([event('one'), event('two')]);
    const first = await readLiveEvents(start.cursor, seen);
    expect(first.events.map(({ key }) => key)).toEqual(['one', 'two']);
    // Another process wrote it a moment ago, under an earlier id.
    await LiveEvents.create({ _id: newId(), at: new Date(), ...event('three') });
    const late = `${idTime(Date.now() - 1500)}zzzz`;
    await LiveEvents.create({ _id: late, at: new Date(), ...event('late') });
    const second = await readLiveEvents(first.cursor, seen);
    expect(second.events.map(({ key }) => key)).toEqual(['late', 'three']);
    expect((await readLiveEvents(second.cursor, seen)).events).toEqual([]);
  });
});
