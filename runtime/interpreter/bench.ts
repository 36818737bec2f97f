import { nodeRegistry } from '@/nodes/registry.generated';
import { isOpen } from '@/runtime/flow/calendar';
import { type CompiledFlow, compileFlow } from '@/runtime/flow/compile';
import type { Advance, FlowEvent } from '@/runtime/flow/execution';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Calendar, Environment, Facts } from '@/runtime/flow/facts';
import { type FlowDocument, flowDocumentSchema } from '@/runtime/flow/flow-document';
import { findProblems } from '@/runtime/flow/problems';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter } from './interpreter';

export interface InterpreterFigures {
  /** Node visits per second on one core, without JSONata. */
  stepsPerSecond: number;
  /** The same decisions by a function written by hand, counted in the same visits. */
  byHandPerSecond: number;
  /** Node visits per second where every second node evaluates JSONata in this process. */
  jsonataStepsPerSecond: number;
  /** Milliseconds to compile a flow of 2,000 nodes, and to check one of 500. */
  compile2000Ms: number;
  problems500Ms: number;
  /** Bytes of JSON per execution. */
  stateBytes: number;
  tapeBytes: number;
}

const office: Calendar = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  weekly: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [{ from: '09:00', to: '17:30' }]])),
  holidays: 'DE-BE',
  exceptions: [],
};
const environment = sampleEnvironment({
  calendars: { office },
  holidays: { 'DE-BE': { '2026-12-25': 'Weihnachten' } },
});
const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
const START = Date.UTC(2026, 10, 16);

/** Measures the interpreter for about `seconds` seconds and prints the figures; it judges none of them. */
export async function benchInterpreter(seconds = 6): Promise<InterpreterFigures> {
  const share = (seconds * 1000) / 3;
  const flow = compileFlow(flowDocumentSchema.parse(benchFlow('rules')), nodeRegistry, 1);
  const sample = walkOnce(flow, 0);
  if (sample instanceof Promise) throw new Error('The benchmark flow must not need time.');
  const stepsPerWalk = sample.trace.length;
  const figures: InterpreterFigures = {
    stepsPerSecond: stepsPerWalk * perSecond(share, (count) => walkOnce(flow, count)),
    byHandPerSecond: stepsPerWalk * perSecond(share, (count) => decideByHand(factsOf(count), environment)),
    jsonataStepsPerSecond: await jsonataSteps(share),
    compile2000Ms: timeOf(() => compileFlow(longFlow(2000), nodeRegistry, 1)),
    problems500Ms: timeOf(() => findProblems(longFlow(500), nodeRegistry, environment)),
    stateBytes: JSON.stringify(sample.state).length,
    tapeBytes: JSON.stringify([sample.trace, sample.commands]).length,
  };
  print(figures);
  return figures;
}

function print(figures: InterpreterFigures): void {
  const number = (value: number) => Math.round(value).toLocaleString('en');
  console.log(`interpreter: ${number(figures.stepsPerSecond)} node steps/s without JSONata`);
  console.log(`  the same decisions written by hand: ${number(figures.byHandPerSecond)} steps/s`);
  console.log(`  with JSONata in process: ${number(figures.jsonataStepsPerSecond)} steps/s`);
  console.log(
    `  compile 2,000 nodes: ${figures.compile2000Ms.toFixed(1)} ms, check 500 nodes: ${figures.problems500Ms.toFixed(1)} ms`,
  );
  console.log(
    `  per execution: state ${number(figures.stateBytes)} bytes, trace and commands ${number(figures.tapeBytes)} bytes`,
  );
}

/** By the time the processor worked, not by the clock on the wall: a busy machine does not change the figure. */
function perSecond(forMs: number, once: (count: number) => unknown): number {
  for (let count = 0; count < 2_000; count++) once(count);
  const begun = processorMs();
  let count = 0;
  while (processorMs() - begun < forMs) {
    for (let batch = 0; batch < 2_000; batch++) once(count++);
  }
  return (count / (processorMs() - begun)) * 1000;
}

async function jsonataSteps(forMs: number): Promise<number> {
  const flow = compileFlow(flowDocumentSchema.parse(benchFlow('expression')), nodeRegistry, 1);
  const begun = processorMs();
  let steps = 0;
  for (let count = 0; processorMs() - begun < forMs; count++) {
    for (let batch = 0; batch < 500; batch++)
      steps += (await walkOnce(flow, count * 500 + batch)).trace.length;
  }
  return (steps / (processorMs() - begun)) * 1000;
}

/** Milliseconds that this process has kept processors busy, all its threads together. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timeOf(work: () => unknown): number {
  work();
  const begun = processorMs();
  work();
  return processorMs() - begun;
}

/** A message every 97 seconds, one in seven from a machine, one in three about money. */
function factsOf(count: number): Facts {
  const at = START + count * 97_000;
  const message = {
    subject: count % 3 === 0 ? 'Invoice 4711' : 'Question',
    text: 'Where is my parcel?',
    automatic: count % 7 === 0,
  };
  return sampleFacts({ message }, at);
}

function walkOnce(flow: CompiledFlow, count: number): Advance | Promise<Advance> {
  const facts = factsOf(count);
  const event: FlowEvent = {
    type: 'messageReceived',
    id: 'm',
    at: facts.message?.arrivedAt ?? 0,
    messageId: 'm',
  };
  const state = interpreter.start(flow, { executionId: 'x', ticketId: 't', startNode: 'start' });
  return interpreter.advance(flow, state, event, facts, environment);
}

/** What the flow of the benchmark decides, as a programmer would write it. */
function decideByHand({ message, ticket }: Facts, { calendars, holidays }: Environment): unknown[] {
  const commands: unknown[] = [];
  if (message === null || message.automatic || message.bounce)
    return [...commands, { type: 'closeTicket', reason: null }];
  const isMoney =
    message.subject.toLowerCase().includes('invoice') || message.subject.toLowerCase().includes('rechnung');
  commands.push({
    type: 'setTicketFields',
    fields: { topic: isMoney ? 'money' : 'other', number: ticket.number },
  });
  const calendar = calendars.office;
  const isStaffed = calendar !== undefined && isOpen(calendar, message.arrivedAt, holidays['DE-BE']).open;
  commands.push({
    type: 'enqueueTicket',
    queue: isMoney ? 'billing' : isStaffed ? 'service' : 'tomorrow',
    priority: null,
  });
  return commands;
}

function benchFlow(mode: 'rules' | 'expression'): unknown {
  const condition =
    mode === 'rules'
      ? {
          rules: {
            match: 'any',
            rules: [
              { field: 'message.subject', operator: 'contains', value: 'invoice' },
              { field: 'message.subject', operator: 'contains', value: 'rechnung' },
            ],
          },
        }
      : { mode, expression: '$contains($lowercase(message.subject), "invoice")' };
  const topic = (name: string) => ({
    ticket: [
      { name: 'topic', value: name },
      { name: 'number', value: '{{ticket.number}}' },
    ],
  });
  return flowOf(
    [
      ['start', 'mail-received', {}],
      ['automatic', 'automatic-mail', {}],
      ['money', 'condition', condition],
      ['moneyFields', 'set-fields', topic('money')],
      ['otherFields', 'set-fields', topic('other')],
      ['hours', 'time-range', { calendar: 'office' }],
      ['billing', 'queue', { queue: 'billing' }],
      ['service', 'queue', { queue: 'service' }],
      ['tomorrow', 'queue', { queue: 'tomorrow' }],
      ['close', 'close', {}],
    ],
    [
      ['start', 'next', 'automatic'],
      ['automatic', 'automatic', 'close'],
      ['automatic', 'person', 'money'],
      ['money', 'yes', 'moneyFields'],
      ['money', 'no', 'otherFields'],
      ['moneyFields', 'next', 'billing'],
      ['otherFields', 'next', 'hours'],
      ['hours', 'open', 'service'],
      ['hours', 'closed', 'tomorrow'],
    ],
  );
}

function longFlow(length: number): FlowDocument {
  const nodes: [string, string, object][] = [['n0', 'mail-received', {}]];
  const edges: [string, string, string][] = [];
  for (let index = 1; index < length; index++) {
    const isLast = index === length - 1;
    const config = {
      rules: {
        match: 'all',
        rules: [{ field: 'message.subject', operator: 'contains', value: `word ${index}` }],
      },
    };
    nodes.push(isLast ? ['end', 'queue', { queue: 'service' }] : [`n${index}`, 'condition', config]);
    edges.push([`n${index - 1}`, index === 1 ? 'next' : 'no', isLast ? 'end' : `n${index}`]);
    if (!isLast) edges.push([`n${index}`, 'yes', 'end']);
  }
  return flowDocumentSchema.parse(flowOf(nodes, edges));
}

function flowOf(nodes: [string, string, object][], edges: [string, string, string][]): unknown {
  return {
    schemaVersion: 1,
    id: 'bench',
    name: 'Bench',
    nodes: nodes.map(([id, type, config]) => ({ id, type, config })),
    edges: edges.map(([node, port, to], index) => ({ id: `e${index}`, from: { node, port }, to })),
  };
}
