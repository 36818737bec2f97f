import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { activityRegistry } from '@/nodes/activities.generated';
import { nodeRegistry } from '@/nodes/registry.generated';
import { mailFacts } from '@/runtime/channels/email/mail-facts';
import { MAX_MAIL_BYTES } from '@/runtime/channels/email/read-mail';
import { DomainError } from '@/runtime/domain-error';
import { compileFlow } from '@/runtime/flow/compile';
import { createJsonataExpressions } from '@/runtime/flow/expressions-jsonata';
import type { Environment, MessageFacts } from '@/runtime/flow/facts';
import { noStartSentence } from '@/runtime/flow/step-sentence';
import { createInterpreter } from '@/runtime/interpreter/interpreter';
import { explainSteps } from '@/runtime/scenarios/explain';
import { performLocally } from '@/runtime/scenarios/perform-locally';
import { scenarioMessageSchema, timeAt } from '@/runtime/scenarios/scenario';
import { simulate } from '@/runtime/scenarios/simulate';
import { beginSimulation } from '@/runtime/scenarios/simulation';
import { readInputFile, readJsonFile } from '../read-input';
import { readEnvironment, withHolidays } from './read-environment';
import { readFlowFile } from './read-flow-file';
import { textsOfLanguage } from './texts-of-language';

export interface SimulateOptions {
  flow: string;
  message: string;
  at?: string;
  environment?: string;
  /** Of the sentences; English by default. */
  language?: string;
}

/** One message through one flow, by the interpreter that serves real messages; nothing is sent, stored or called outside. */
export async function simulateFiles(options: SimulateOptions, now: number) {
  const { language = 'en' } = options;
  const nodeTexts = textsOfLanguage(language);
  const document = await readFlowFile(options.flow);
  const beside = join(dirname(options.flow), 'environment.json');
  const given = await readEnvironment(options.environment ?? (existsSync(beside) ? beside : null));
  const at = options.at ? readMoment(options.at, given.installation.timeZone) : now;
  const environment = withHolidays(given, [document], at);
  const message = await readMessage(options.message, environment, at);
  const setup = {
    interpreter: createInterpreter(nodeRegistry, { expressions: createJsonataExpressions() }),
    flow: compileFlow(document, nodeRegistry, 1),
    environment,
    at,
    answerActivity: performLocally(activityRegistry),
  };
  const end = await simulate(beginSimulation(setup), { type: 'message', message });
  const commands = new Map(
    end.tape.flatMap((entry) => entry.commands).map((command) => [command.seq, command]),
  );
  const explained = explainSteps(end.steps, document, {
    registry: nodeRegistry,
    language,
    nodeTexts,
  });
  return {
    status: end.state?.status ?? 'noStart',
    ...(end.state ? {} : { sentence: noStartSentence(language) }),
    queue: end.facts.ticket.queue,
    closed: end.facts.ticket.state === 'closed',
    failure: end.state?.failure ?? null,
    trace: explained.map(({ step, sentence }) => ({
      node: step.nodeId,
      type: step.nodeType,
      outcome: step.outcome,
      port: step.port,
      sentence,
      commands: step.commands.map((seq) => commands.get(seq) ?? null),
    })),
    replies: end.sent.map(({ body, to, purpose }) => ({ to, purpose, ...body })),
    ticket: end.facts.ticket,
    waits: end.state?.waits ?? [],
    ignored: end.ignored,
  };
}

function readMoment(text: string, timeZone: string): number {
  try {
    return timeAt(text, timeZone);
  } catch (error) {
    throw new DomainError('invalid', 'momentInvalid', error instanceof Error ? error.message : String(error));
  }
}

/** A mail as it came, or a message as scenarios write it. */
async function readMessage(
  path: string,
  environment: Environment,
  at: number,
): Promise<Partial<MessageFacts>> {
  if (path.endsWith('.json')) {
    const message = await readJsonFile(path, scenarioMessageSchema);
    return Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
  }
  const mailboxes = Object.entries(environment.mailboxes).map(([slot, { address }]) => ({ slot, address }));
  return mailFacts(await readInputFile(path), mailboxes, at, MAX_MAIL_BYTES);
}
