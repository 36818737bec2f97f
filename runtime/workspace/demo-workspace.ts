import { join } from 'node:path';
import { insertNew } from '@/runtime/engine/insert-new';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import { installScenarios, listScenarios } from '@/runtime/library/flow-scenarios';
import { templatesFolder, templateVersions } from '@/runtime/library/templates';
import { type CalendarRecord, Calendars } from '@/runtime/store/calendars';
import { type ChannelRecord, Channels } from '@/runtime/store/channels';
import { nativeCollection } from '@/runtime/store/define-model';
import { FlowVersions, flowVersionId } from '@/runtime/store/flow-versions';
import { Flows } from '@/runtime/store/flows';
import { writeInstallationSettings } from '@/runtime/store/installation-settings';
import { type QueueRecord, Queues } from '@/runtime/store/queues';
import { Settings } from '@/runtime/store/settings';
import { demoFlow } from './speak-language';

/** What the first flow is made of. */
const TEMPLATE = 'service-mailbox';

export interface DemoWorkspaceOptions {
  language: 'de' | 'en';
  at: Date;
}

/**
 * Fills an empty installation with what a first look needs: a mailbox, three queues, office hours, and one published flow in `language`.
 * An installation that has settings is left alone. Every record has a fixed id, and the settings come last: a seed
 * that was cut short is completed by the next start. Tells whether anything was seeded.
 */
export async function seedDemoWorkspace({ language, at }: DemoWorkspaceOptions): Promise<boolean> {
  if (await Settings.exists({ _id: 'installation' }).exec()) return false;
  const document = demoFlow(language);
  const version = (await templateVersions()).get(TEMPLATE) ?? '1.0.0';
  await Promise.all([
    insertNew(nativeCollection(Queues), demoQueues(at)),
    insertNew(nativeCollection(Calendars), [officeCalendar(at)]),
    insertNew(nativeCollection(Channels), [serviceChannel(at)]),
    insertNew(nativeCollection(FlowVersions), [
      {
        _id: flowVersionId(document.id, 1),
        flowId: document.id,
        version: 1,
        document,
        author: null,
        note: '',
        publishedAt: at,
      },
    ]),
  ]);
  await insertNew(nativeCollection(Flows), [
    {
      _id: document.id,
      document,
      revision: 1,
      bindings: {},
      publishedVersion: 1,
      folder: '',
      state: 'published',
      template: { name: TEMPLATE, version, base: document },
      createdAt: at,
      createdBy: null,
      updatedAt: at,
      updatedBy: null,
    },
  ]);
  await seedScenarios(document, at);
  await writeInstallationSettings({ name: 'Stellwerk', language, fallbackQueueId: 'queue-service' });
  return true;
}

/** The template's own scenarios; a seed that was cut short has them already. */
async function seedScenarios(document: FlowDocument, at: Date): Promise<void> {
  if ((await listScenarios(document.id)).length > 0) return;
  const folder = join(templatesFolder(), TEMPLATE);
  await installScenarios(document.id, folder, { drawn: document, installed: document }, null, at);
}

/** The language of a first start: STELLWERK_LANGUAGE, else the system's, else German. */
export function languageOfEnvironment(environment: NodeJS.ProcessEnv): 'de' | 'en' {
  const wanted = (
    environment.STELLWERK_LANGUAGE ||
    environment.LC_ALL ||
    environment.LANG ||
    ''
  ).toLowerCase();
  return wanted.startsWith('en') ? 'en' : 'de';
}

function demoQueues(at: Date): QueueRecord[] {
  const queue = (slot: string, de: string, en: string, color: string, order: number): QueueRecord => ({
    _id: `queue-${slot}`,
    slot,
    name: { de, en },
    color,
    order,
    distribution: 'pull',
    teamIds: [],
    skills: [],
    weight: 1,
    sla: { firstReplyMinutes: 240, nextReplyMinutes: 480, solveMinutes: null, calendarSlot: 'office' },
    createdAt: at,
  });
  return [
    queue('billing', 'Rechnung', 'Billing', 'teal', 0),
    queue('service', 'Service', 'Service', 'blue', 1),
    queue('cancellations', 'Kündigungen', 'Cancellations', 'orange', 2),
  ];
}

function officeCalendar(at: Date): CalendarRecord {
  const day = [{ from: '09:00', to: '17:30' }];
  return {
    _id: 'calendar-office',
    slot: 'office',
    name: { de: 'Bürozeiten', en: 'Office hours' },
    hours: {
      timeZone: 'Europe/Berlin',
      weekly: { 1: day, 2: day, 3: day, 4: day, 5: day },
      holidays: 'DE-BE',
      exceptions: [],
    },
    createdAt: at,
    updatedAt: at,
  };
}

/** Received by the embedded SMTP listener; answers go to the outbox folder until a mail server is configured. */
function serviceChannel(at: Date): ChannelRecord {
  return {
    _id: 'channel-service',
    kind: 'email',
    slot: 'service',
    name: { de: 'Service', en: 'Service' },
    addresses: ['service@stellwerk.local'],
    settings: {},
    secrets: {},
    enabled: true,
    health: { state: 'unknown', message: '', at: null },
    createdAt: at,
    updatedAt: at,
  };
}
