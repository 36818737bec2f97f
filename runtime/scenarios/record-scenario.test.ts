import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { expectWhatHappened, recordScenario } from './record-scenario';
import { runScenario } from './run-scenario';
import { simulate } from './simulate';
import { beginSimulation } from './simulation';

const expressions = createJsonataExpressions();
const source: unknown = JSON.parse(
  readFileSync(new URL('../../flows/service-mailbox/flow.json', import.meta.url), 'utf8'),
);
const document = flowDocumentSchema.parse(source);
const environment = sampleEnvironment({
  calendars: {
    office: { name: 'Office', timeZone: 'Europe/Berlin', weekly: {}, holidays: null, exceptions: [] },
  },
  mailboxes: { service: { id: 's', name: 'Service', address: 'service@example.com' } },
});

/** A ticket of a person, as the tape of a real one would tell it. */
async function realTicket() {
  const interpreter = createInterpreter(nodeRegistry, { expressions });
  const flow = compileFlow(document, nodeRegistry, 1);
  let simulation = beginSimulation({
    interpreter,
    flow,
    environment,
    at: Date.UTC(2026, 10, 20, 20, 15, 30),
  });
  const message = {
    from: { name: 'Erika Mustermann', address: 'Erika.Mustermann@web.example' },
    to: [{ name: '', address: 'service@example.com' }],
    subject: 'Rechnung für Erika Mustermann',
    text: 'Rufen Sie mich an: 0171 / 2345678, erika.mustermann@web.example.\nIBAN DE89 3704 0044 0532 0130 00\nGrüße, Erika Mustermann',
    language: 'de',
    attachments: [{ name: 'Mustermann Rechnung.pdf', type: 'application/pdf', size: 9 }],
  };
  simulation = await simulate(simulation, { type: 'message', message });
  simulation = await simulate(simulation, { type: 'clock', to: simulation.clock + 1_500 });
  const found = ['Mustermann', { iban: 'DE89 3704 0044 0532 0130 00' }];
  const answer = { result: { category: 'billing', confidence: 0.95, engine: 'model', found } };
  return simulate(simulation, { type: 'activity', answer });
}

describe('a scenario made of a real ticket', () => {
  it('tells nothing of the person', async () => {
    const { tape } = await realTicket();
    const text = JSON.stringify(recordScenario(tape, { name: 'x', environment }));
    expect(text).not.toMatch(/erika|mustermann|2345678|3704|web\.example/i);
    expect(text).toContain('Alex Adler');
    expect(text).toContain('person1@example.org');
    expect(text).toContain('service@example.com');
    expect(text).toContain('attachment-1.pdf');
  });

  it('walks the same way, and can expect it', async () => {
    const real = await realTicket();
    const recorded = recordScenario(real.tape, { name: 'A question about an invoice at night', environment });
    const first = await runScenario(document, recorded, nodeRegistry, { expressions });
    const path = (steps: readonly { nodeId: string; port: string | null }[]) =>
      steps.map(({ nodeId, port }) => [nodeId, port]);
    expect(path(first.steps)).toEqual(path(real.steps));
    const scenario = expectWhatHappened(recorded, first.simulation);
    expect(scenario.expect).toMatchObject({
      queue: 'billing',
      closed: false,
      replies: 1,
      status: 'completed',
    });
    expect((await runScenario(document, scenario, nodeRegistry, { expressions })).failures).toEqual([]);
  });
});
