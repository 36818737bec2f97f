import { DateTime, Duration } from 'luxon';
import * as z from 'zod';
import { calendarSchema } from '@/runtime/flow/config-schemas';
import { localizedSchema } from '@/runtime/flow/flow-document';
import { jsonObjectSchema, jsonSchema } from '@/runtime/flow/json';

/** A field with the sentence that editors show beside it. */
function told<Schema extends z.ZodType>(schema: Schema, description: string): Schema {
  return schema.describe(description);
}

const partySchema = z.object({
  name: told(z.string().default(''), 'Display name.'),
  address: told(z.string(), 'Mail address.'),
});

const attachmentSchema = z.object({
  name: told(z.string(), 'File name.'),
  type: told(z.string(), 'Media type, such as application/pdf.'),
  size: told(z.number(), 'Bytes.'),
});

/** What a customer writes; what is not said is assumed. */
export const scenarioMessageSchema = z
  .object({
    from: told(partySchema, 'Who wrote it.'),
    to: told(z.array(partySchema), 'To whom.'),
    cc: told(z.array(partySchema), 'Who got a copy.'),
    subject: told(z.string(), 'Subject.'),
    text: told(z.string(), 'The visible text, without quotes and signature.'),
    language: told(z.string().nullable(), 'Code of its language, such as de; recognised where missing.'),
    channel: told(z.string(), 'Slot of the mailbox, chat or web hook that it comes in by.'),
    channelKind: told(z.string(), 'email, chat or hook.'),
    address: told(z.string(), 'The very address that it was sent to.'),
    automatic: told(z.boolean(), 'Whether a machine wrote it.'),
    automaticReason: told(z.string().nullable(), 'The sign by which that was told.'),
    bounce: told(z.boolean(), 'Whether it reports a mail that could not be delivered.'),
    attachments: told(z.array(attachmentSchema), 'Files that came along.'),
    choice: told(jsonSchema.nullable(), 'The value behind a chosen quick reply or a form.'),
    data: told(jsonSchema, 'What a web hook brought.'),
  })
  .partial()
  .strict();

const failedAnswerSchema = z.object({
  code: told(z.string(), 'Code of the failure, such as timeout or modelFailed.'),
  message: told(z.string().default(''), 'What went wrong, in words.'),
  timeout: told(z.boolean().optional(), 'Whether no answer came in time.'),
});

const answerSchema = z.union([
  z.object({ result: told(jsonSchema, 'What the activity answers.') }),
  z.object({ error: told(failedAnswerSchema, 'How the activity fails.') }),
]);

const portList = z.array(z.string());

/** What has to be true at a point. Everything that is named is checked; lists of ports are `node:port`. */
export const expectationSchema = z
  .object({
    queue: told(z.string().nullable(), 'Slot of the queue the ticket stands in; null: in none.'),
    closed: told(z.boolean(), 'Whether the ticket is closed.'),
    status: told(z.enum(['waiting', 'completed', 'failed', 'cancelled']), 'Status of the execution.'),
    replyContains: told(
      z.array(z.string()),
      'Texts that the replies to the customer contain, all of them together; subject included.',
    ),
    replyNotContains: told(z.array(z.string()), 'Texts that no reply contains.'),
    replies: told(z.int(), 'How many messages were sent to the customer.'),
    fields: told(jsonObjectSchema, 'Fields of the ticket.'),
    customerFields: told(jsonObjectSchema, 'Fields of the customer.'),
    variables: told(jsonObjectSchema, 'Variables of the flow.'),
    tags: told(z.array(z.string()), 'All tags of the ticket, in any order.'),
    priority: told(z.number(), '-10 low, 0 normal, 10 high, 20 urgent.'),
    assignee: told(z.string().nullable(), 'Slot of the agent; null: nobody.'),
    portsTaken: told(portList, 'Ports that were taken, each as node:port.'),
    portsNotTaken: told(portList, 'Ports that were not taken, each as node:port.'),
    nodesVisited: told(portList, 'Ids of nodes that were visited.'),
    nodesNotVisited: told(portList, 'Ids of nodes that were not visited.'),
    noteContains: told(z.string(), 'Text that a note contains.'),
  })
  .partial()
  .strict();
export type Expectation = z.infer<typeof expectationSchema>;

const askedNodeSchema = z.object({
  node: told(z.string().optional(), 'Id of the node that asked; the one that waits where missing.'),
});

export const scenarioEventSchema = z.union([
  z.object({ message: told(scenarioMessageSchema, 'The customer writes.') }).strict(),
  z
    .object({
      clock: told(
        z.string(),
        'Moves the clock on, by an ISO 8601 duration (PT2H, P1D) or to a time. Timers that fall due fire.',
      ),
    })
    .strict(),
  z
    .object({ activity: told(askedNodeSchema.and(answerSchema), 'An activity that was asked answers.') })
    .strict(),
  z
    .object({
      agent: told(
        z.enum(['take', 'close', 'return', 'transfer']),
        'What an agent does: take the ticket, close it, give it back, or put it into another queue.',
      ),
      name: told(z.string().optional(), 'Name of the agent.'),
      queue: told(z.string().optional(), 'With transfer: slot of the other queue.'),
    })
    .strict(),
  z.object({ start: told(z.string(), 'A scheduled start is due: id of its node.') }).strict(),
  z.object({ expect: told(expectationSchema, 'What has to be true at this point.') }).strict(),
]);
export type ScenarioEvent = z.infer<typeof scenarioEventSchema>;

const boundThingSchema = z.object({
  id: told(z.string(), 'Any id.'),
  name: told(z.string(), 'In the language of the installation.'),
  names: told(
    localizedSchema.optional(),
    'In other languages; history and simulator show each reader his own.',
  ),
});
const mailboxSchema = boundThingSchema.extend({ address: told(z.string(), 'Mail address.') });

const installationSchema = z.object({
  name: told(z.string(), 'Name of the company.'),
  language: told(z.string(), 'Code of its language, such as de.'),
  timeZone: told(z.string(), 'IANA time zone, such as Europe/Berlin.'),
  fallbackQueue: told(
    z.string().optional(),
    'Slot of the queue for tickets that a flow leaves without a place.',
  ),
});

/** The part of an installation that flows of a folder are tried in: `environment.json` beside them, or in the scenario. */
export const scenarioEnvironmentSchema = z
  .object({
    installation: told(installationSchema, 'The installation itself.'),
    calendars: told(z.record(z.string(), calendarSchema), 'Opening hours by slot.'),
    holidays: told(
      z.record(z.string(), z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]))),
      'Holidays by region (DE-BE) and day (2026-10-03): their names, in one language or by language. The command line knows those of every region that is not named here.',
    ),
    queues: told(z.record(z.string(), boundThingSchema), 'Queues by slot.'),
    mailboxes: told(z.record(z.string(), mailboxSchema), 'Mailboxes by slot.'),
    chats: told(z.record(z.string(), boundThingSchema), 'Chats by slot.'),
    teams: told(z.record(z.string(), boundThingSchema), 'Teams by slot.'),
    agents: told(z.record(z.string(), boundThingSchema), 'Agents by slot.'),
  })
  .partial();

const fileName = z.string().regex(/^[\w.-]+\.json$/);

/** A test that ships with a flow. */
export const scenarioSchema = z
  .object({
    $schema: z.string().optional(),
    name: told(
      z.union([z.string(), localizedSchema]),
      'What is tried, in a sentence; in one language or in several.',
    ),
    flow: told(fileName.default('flow.json'), 'The flow, a file beside the scenario.'),
    flows: told(z.record(z.string(), fileName).default({}), 'Files of the flows that it calls, by slot.'),
    at: told(
      z.string(),
      'Where the clock stands at the beginning: ISO 8601; without an offset in the time zone of the installation.',
    ),
    environment: told(
      scenarioEnvironmentSchema.optional(),
      'The installation that it is tried in; what is missing is taken from environment.json beside it.',
    ),
    ticket: told(
      jsonObjectSchema.optional(),
      'The ticket before the first event, where it is not a new one.',
    ),
    customer: told(jsonObjectSchema.optional(), 'What is known of the customer before.'),
    activities: told(
      z.record(z.string(), answerSchema).default({}),
      'Answers to activities, by node. Others are answered by the activity itself where it needs no network.',
    ),
    events: told(z.array(scenarioEventSchema).min(1), 'What happens, in this order.'),
    expect: told(expectationSchema.optional(), 'What has to be true at the end.'),
  })
  .strict();
export type Scenario = z.infer<typeof scenarioSchema>;

/** JSON Schema of scenario files, for editors. */
export function scenarioJsonSchema(): unknown {
  return {
    ...z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' }),
    title: 'Stellwerk scenario',
  };
}

/** The name for a reader. */
export function scenarioName({ name }: Scenario, language = 'en'): string {
  return typeof name === 'string' ? name : (name[language] ?? Object.values(name)[0] ?? '');
}

/** Where a clock event moves the clock to. Throws RangeError when it is neither a duration nor a time. */
export function clockAfter(now: number, source: string, timeZone: string): number {
  if (/^P/i.test(source)) {
    const duration = Duration.fromISO(source);
    if (!duration.isValid) throw new RangeError(`"${source}" is not a duration such as PT2H.`);
    return DateTime.fromMillis(now, { zone: timeZone }).plus(duration).toMillis();
  }
  return timeAt(source, timeZone);
}

/** Milliseconds of an ISO time; without an offset it is read in the time zone given. Throws RangeError. */
export function timeAt(source: string, timeZone: string): number {
  const time = DateTime.fromISO(source, { zone: timeZone });
  if (!time.isValid) throw new RangeError(`"${source}" is not a time such as 2026-11-20T10:00.`);
  return time.toMillis();
}
