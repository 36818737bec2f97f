import { describe, expect, it } from 'vitest';
import { readerEnvironment } from '@/runtime/flow/reader-environment';
import { mailSettingsSchema } from '@/runtime/store/mail-settings';
import { buildEnvironment, type InstallationRecords } from './build-environment';
import { snapshotOf } from './environment-source';

const at = new Date(0);
const records: InstallationRecords = {
  settings: { name: 'Demo', language: 'en', timeZone: 'Europe/Berlin', fallbackQueueId: 'q2' },
  queues: ['billing', 'service'].map((slot, index) => ({
    _id: `q${index + 1}`,
    slot,
    name: { en: slot.toUpperCase(), de: `${slot} auf Deutsch` },
    color: null,
    order: index,
    distribution: 'pull',
    teamIds: [],
    skills: [],
    weight: 1,
    sla: null,
    createdAt: at,
  })),
  calendars: [
    {
      _id: 'c1',
      slot: 'office',
      name: { en: 'Office', de: 'Büro' },
      hours: { timeZone: 'Europe/Berlin', weekly: {}, holidays: 'DE-BE', exceptions: [] },
      createdAt: at,
      updatedAt: at,
    },
  ],
  channels: [],
  teams: [],
  agents: [],
  mail: mailSettingsSchema.parse({}),
};

describe('buildEnvironment', () => {
  const environment = buildEnvironment(records, {}, 2026);

  it('shows things under their slots, in the language of the installation', () => {
    expect(environment.queues).toMatchObject({
      billing: { id: 'q1', name: 'BILLING' },
      service: { id: 'q2', name: 'SERVICE' },
    });
    expect(readerEnvironment(environment, 'de')).toMatchObject({
      queues: { billing: { id: 'q1', name: 'billing auf Deutsch' } },
      calendars: { office: { name: 'Büro' } },
    });
    // Without a name in the reader's language it stays with the installation's.
    expect(readerEnvironment(environment, 'fr').queues.billing?.name).toBe('BILLING');
    expect(environment.installation).toMatchObject({ name: 'Demo', fallbackQueue: 'service' });
    expect(environment.calendars.office).toMatchObject({ name: 'Office', timeZone: 'Europe/Berlin' });
  });

  it('resolves the holidays of the regions that calendars name, around the year', () => {
    const days = environment.holidays['DE-BE'] ?? {};
    expect(days['2026-10-03']).toEqual({ de: 'Tag der Deutschen Einheit', en: 'National Holiday' });
    // International Women's Day is one in Berlin only.
    expect(days['2026-03-08']).toBeDefined();
    expect(days['2025-12-25']).toBeDefined();
    expect(days['2028-01-01']).toBeDefined();
    expect(Object.keys(environment.holidays)).toEqual(['DE-BE']);
  });

  it('resolves the holidays of regions that flows name, too', () => {
    const named = buildEnvironment({ ...records, flowHolidays: ['DE-BY', 'DE-BE'] }, {}, 2026);
    // Epiphany is a holiday in Bavaria, not in Berlin.
    expect(named.holidays['DE-BY']?.['2026-01-06']).toBeDefined();
    expect(named.holidays['DE-BE']?.['2026-01-06']).toBeUndefined();
    expect(Object.keys(named.holidays).sort()).toEqual(['DE-BE', 'DE-BY']);
    expect(named.hash).not.toBe(environment.hash);
  });

  it('lets a flow’s bindings put another thing behind a slot', () => {
    const bound = buildEnvironment(
      records,
      { 'queue:billing': 'q2', 'queue:own': 'q1', 'queue:gone': 'q9' },
      2026,
    );
    expect(bound.queues.billing?.id).toBe('q2');
    expect(bound.queues.own?.id).toBe('q1');
    expect(bound.queues.gone).toBeUndefined();
    expect(bound.hash).not.toBe(environment.hash);
  });

  it('has a hash of its content, whatever the order it was read in', () => {
    const again = buildEnvironment({ ...records, queues: records.queues.toReversed() }, {}, 2026);
    expect(again.hash).toBe(environment.hash);
    const renamed = { ...records, settings: { ...records.settings, name: 'Other' } };
    expect(buildEnvironment(renamed, {}, 2026).hash).not.toBe(environment.hash);
  });
});

describe('snapshotOf', () => {
  it('gives the same object for the same content, also over several readings', () => {
    const built = new Map();
    const first = snapshotOf(records, 2026, built);
    const second = snapshotOf({ ...records }, 2026, built);
    expect(first.environment({})).toBe(first.environment({}));
    expect(second.environment({})).toBe(first.environment({}));
    expect(second.environment({ 'queue:billing': 'q2' })).not.toBe(first.environment({}));
  });

  it('knows where tickets go that nobody placed', () => {
    expect(snapshotOf(records, 2026).fallbackQueue?._id).toBe('q2');
    const unset = { ...records, settings: { ...records.settings, fallbackQueueId: null } };
    expect(snapshotOf(unset, 2026).fallbackQueue?._id).toBe('q1');
    expect(snapshotOf({ ...unset, queues: [] }, 2026).fallbackQueue).toBeNull();
  });
});
