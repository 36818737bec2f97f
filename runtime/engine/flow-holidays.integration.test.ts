import { beforeEach, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { Flows } from '@/runtime/store/flows';
import { Tickets } from '@/runtime/store/tickets';
import { createFlowHolidays } from './flow-holidays';
import { installationOfFile } from './installation-of-file';
import { createTestEngine, publishTestFlow, resetInstallation, testMessage } from './test-kit';

installationOfFile();
beforeEach(() => resetInstallation(ownHours('DE-BY')));

/** Open all week by hours of its own -> queue `billing`; closed on holidays of a region -> queue `cancellations`. */
function ownHours(region: string): FlowDocument {
  const day = [{ from: '00:00', to: '24:00' }];
  const weekly = { 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day };
  return flowDocumentSchema.parse({
    schemaVersion: 1,
    id: 'own-hours',
    name: 'Own hours',
    nodes: [
      { id: 'mail', type: 'mail-received', config: { mailbox: 'service' } },
      {
        id: 'hours',
        type: 'time-range',
        config: { hours: 'own', timeZone: 'Europe/Berlin', weekly, holidays: region },
      },
      { id: 'open', type: 'queue', config: { queue: 'billing' } },
      { id: 'closed', type: 'queue', config: { queue: 'cancellations' } },
    ],
    edges: [
      { id: 'e1', from: { node: 'mail', port: 'next' }, to: 'hours' },
      { id: 'e2', from: { node: 'hours', port: 'open' }, to: 'open' },
      { id: 'e3', from: { node: 'hours', port: 'closed' }, to: 'closed' },
    ],
  });
}

it('is closed on a holiday of a region that only the flow names', async () => {
  // Epiphany: a holiday in Bavaria, not in Berlin, whose holidays the office calendar has.
  const at = Date.UTC(2026, 0, 6, 11);
  const engine = createTestEngine({ now: () => at });
  await engine.receive(testMessage({ facts: { arrivedAt: at } }));
  await engine.settle();
  await resetHours('DE-BE');
  await engine.receive(testMessage({ facts: { arrivedAt: at } }));
  await engine.settle();
  const queues = (await Tickets.find({}).sort({ number: 1 }).exec()).map(({ queueId }) => queueId);
  expect(queues).toEqual(['queue-cancellations', 'queue-billing']);
});

it('follows what is published', async () => {
  const regions = createFlowHolidays(nodeRegistry);
  expect(await regions()).toEqual(['DE-BY']);
  await resetHours('AT-9');
  expect(await regions()).toEqual(['AT-9']);
  await Flows.updateOne({ _id: 'own-hours' }, { $set: { state: 'paused' } }).exec();
  expect(await regions()).toEqual([]);
});

function resetHours(region: string): Promise<void> {
  return publishTestFlow(ownHours(region), 2);
}
