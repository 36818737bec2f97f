import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { activityRegistry } from '@/nodes/activities.generated';
import { nodeRegistry } from '@/nodes/registry.generated';
import { DomainError } from '@/runtime/domain-error';
import { namedHolidaysAround } from '@/runtime/engine/holidays';
import { flowJsonSchema } from '@/runtime/flow/json-schema';
import { performLocally } from '@/runtime/scenarios/perform-locally';
import { junitReport, textReport } from '@/runtime/scenarios/report';
import { runFolders } from '@/runtime/scenarios/run-folders';
import { scenarioJsonSchema } from '@/runtime/scenarios/scenario';
import { diffFiles } from '../flow/diff-files';
import { readFlowFile } from '../flow/read-flow-file';
import { type SimulateOptions, simulateFiles } from '../flow/simulate-files';
import { type ValidateOptions, validateFiles } from '../flow/validate-files';
import { printLine } from '../print-line';

/** `flow validate | simulate | test | diff | replay | record | schema`. */
export function addFlowCommands(program: Command): void {
  const flow = program.command('flow').description('check, try and test flow files');
  addFileCommands(flow);
  addInstallationCommands(flow);
}

/** What needs nothing but files. */
function addFileCommands(flow: Command): void {
  flow
    .command('validate')
    .description(
      'check flows as publishing does: {file, valid, problems} per line; files given together know each other',
    )
    .argument('<file...>', 'flow documents')
    .option('--environment <file>', 'calendars, queues ...: slots that nobody bound are found as well')
    .option('--language <language>', 'of the sentences: de or en', 'en')
    .action(validate);

  flow
    .command('simulate')
    .description('let one message walk through a flow and print every step')
    .requiredOption('--flow <file>', 'flow document')
    .requiredOption('--message <file>', 'a mail (.eml) or a message as scenarios write it (.json)')
    .option(
      '--at <iso>',
      'arrival, ISO 8601; without an offset in the time zone of the environment; now where missing',
    )
    .option('--environment <file>', 'calendars, queues ...; environment.json beside the flow where missing')
    .option('--language <language>', 'of the sentences: de or en', 'en')
    .action(async (options: SimulateOptions) => printLine(await simulateFiles(options, Date.now())));

  flow
    .command('test')
    .description('run every *.scenario.json of some folders (flows/ where none is named)')
    .argument('[folder...]', 'folders')
    .option('--junit <file>', 'write the report as JUnit XML as well')
    .option('--json', 'print one JSON object per scenario instead of the report')
    .action(test);

  flow
    .command('diff')
    .description('say in plain words what became of a flow: one {kind, sentence} per line')
    .argument('<before>', 'flow document')
    .argument('<after>', 'flow document')
    .option('--language <language>', 'de or en', 'en')
    .action(async (before: string, after: string, { language }: { language: string }) => {
      for (const line of await diffFiles(before, after, language)) printLine(line);
    });

  flow
    .command('schema')
    .description('print the JSON Schema of flow documents')
    .option('--scenario', 'of scenario files instead')
    .action((options: { scenario?: boolean }) => {
      printLine(options.scenario ? scenarioJsonSchema() : flowJsonSchema(nodeRegistry));
    });
}

/** What reads the messages and tickets of this installation. */
function addInstallationCommands(flow: Command): void {
  flow
    .command('replay')
    .description('what recorded messages of this installation would have become with a draft; reads only')
    .requiredOption('--flow <file>', 'the draft, a flow document')
    .requiredOption('--last <duration>', 'how far back: 7d, 12h, 2w or an ISO 8601 duration')
    .option('--of <flow>', 'id of the flow whose messages are taken; that of the draft where missing')
    .option('--stand-in <node=port...>', 'where a node leads that nobody answered for at the time')
    .action(replay);

  flow
    .command('record')
    .description('make a scenario of a real ticket, personal data replaced; read it before you share it')
    .requiredOption('--ticket <number>', 'number of the ticket')
    .option('--out <file>', 'write the scenario there instead of printing it')
    .action(record);

  flow
    .command('outcome')
    .description(
      'how the variants of its A/B tests have done: one line each, over closed tickets; reads only',
    )
    .requiredOption('--flow <file>', 'flow document')
    .option('--last <duration>', 'how far back: 7d, 12h, 2w or an ISO 8601 duration', '30d')
    .action(outcome);
}

async function validate(paths: string[], options: ValidateOptions): Promise<void> {
  let invalid = 0;
  for (const line of await validateFiles(paths, options)) {
    if (!line.valid) invalid += 1;
    printLine(line);
  }
  if (invalid > 0) {
    throw new DomainError(
      'invalid',
      'flowsInvalid',
      `${invalid} of ${paths.length} flows cannot be published.`,
      { invalid },
    );
  }
}

async function replay(options: {
  flow: string;
  last: string;
  of?: string;
  standIn?: string[];
}): Promise<void> {
  // Loaded here: checking a flow file need not wait for the database driver.
  const [{ readStandIns, replayRecorded, sinceOf }, { withStore }] = await Promise.all([
    import('../flow/replay-recorded'),
    import('../with-store'),
  ]);
  const draft = await readFlowFile(options.flow);
  const since = sinceOf(options.last, new Date());
  const standIns = readStandIns(options.standIn ?? []);
  const of = options.of === undefined ? {} : { of: options.of };
  printLine(await withStore(() => replayRecorded({ draft, since, standIns, ...of })));
}

async function outcome(options: { flow: string; last: string }): Promise<void> {
  const [{ readTestOutcomes }, { sinceOf }, { withStore }] = await Promise.all([
    import('../flow/test-outcomes'),
    import('../flow/replay-recorded'),
    import('../with-store'),
  ]);
  const document = await readFlowFile(options.flow);
  const since = sinceOf(options.last, new Date());
  for (const line of await withStore(() => readTestOutcomes(document, since))) printLine(line);
}

async function record({ ticket, out }: { ticket: string; out?: string }): Promise<void> {
  const [{ recordTicket }, { withStore }] = await Promise.all([
    import('../flow/record-ticket'),
    import('../with-store'),
  ]);
  const number = /^#?(\d{1,15})$/.exec(ticket)?.[1];
  if (number === undefined)
    throw new DomainError('invalid', 'numberInvalid', `"${ticket}" is not the number of a ticket.`);
  const { scenario, ...about } = await withStore(() => recordTicket(Number(number)));
  if (out === undefined) {
    printLine(scenario);
    return;
  }
  await writeFile(out, `${JSON.stringify(scenario, null, 2)}\n`);
  printLine({ file: out, name: scenario.name, ...about });
}

async function test(folders: string[], options: { junit?: string; json?: boolean }): Promise<void> {
  const shipped = resolve(fileURLToPath(new URL('..', import.meta.url)), 'flows');
  const report = await runFolders(folders.length > 0 ? folders : [shipped], {
    registry: nodeRegistry,
    answerActivity: performLocally(activityRegistry),
    holidaysOf: namedHolidaysAround,
  });
  if (report.files.length === 0)
    throw new DomainError('invalid', 'noScenarios', 'There are no *.scenario.json files there.');
  if (options.junit) await writeFile(options.junit, junitReport(report));
  if (options.json) {
    for (const { file, result, problem } of report.files) {
      printLine({
        file,
        name: result?.name ?? null,
        passed: result?.passed ?? false,
        failures: result?.failures ?? [problem],
      });
    }
  } else {
    process.stdout.write(`${textReport(report)}\n`);
  }
  if (report.failed > 0) {
    throw new DomainError(
      'invalid',
      'scenariosFailed',
      `${report.failed} of ${report.files.length} scenarios failed.`,
    );
  }
}
