import { nodeRegistry } from '@/nodes/registry.generated';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { sampleEnvironment, sampleFacts } from '@/runtime/flow/sample-facts';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { type RecordedMessage, replayMessages } from './replay-messages';

const START = Date.UTC(2026, 10, 16);

/** Measures what-if replay of recorded messages through a flow document, and prints milliseconds and messages per second. */
export async function benchReplay(
  document: unknown,
  messages = 10_000,
): Promise<{ milliseconds: number; perSecond: number }> {
  const flow = compileFlow(flowDocumentSchema.parse(document), nodeRegistry, 2);
  const interpreter = createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() });
  const environment = sampleEnvironment({
    calendars: {
      office: {
        name: 'Office',
        timeZone: 'Europe/Berlin',
        weekly: { 1: [{ from: '09:00', to: '17:30' }] },
        holidays: null,
        exceptions: [],
      },
    },
  });
  const standIn = () => ({ result: { category: 'billing', confidence: 0.9, engine: 'model' } });
  const recorded = Array.from({ length: messages }, (_, index): RecordedMessage => {
    const at = START + index * 60_000;
    const message = {
      subject: `Invoice ${index}`,
      text: 'Where is my invoice?',
      channel: 'service',
      language: 'en',
    };
    const outcome = { place: 'billing', automaticReplies: 0 };
    const facts = sampleFacts({ message }, at);
    return { id: `m${index}`, at, facts, environment, activities: [], outcome, steps: [] };
  });
  const begun = performance.now();
  const { same } = await replayMessages(flow, recorded, { interpreter, standIn });
  const milliseconds = performance.now() - begun;
  const perSecond = (messages / milliseconds) * 1000;
  console.log(
    `what-if replay: ${messages.toLocaleString('en')} messages in ${Math.round(milliseconds)} ms (${Math.round(perSecond).toLocaleString('en')}/s), ${same.toLocaleString('en')} as before`,
  );
  return { milliseconds, perSecond };
}
