import { Command, CommanderError } from 'commander';
import { explainError } from './explain-error';

/**
 * `npx stellwerk <command>`: for operators and consultants. JSON on standard output, one object a line for many inputs;
 * bad input gives exit code 1 and one sentence on standard error.
 */
type AddCommands = (program: Command) => void;

/** Loaded one by one: reading a mail need not wait for the database driver. */
const groups: Record<string, () => Promise<AddCommands>> = {
  mail: async () => (await import('./commands/mail')).addMailCommands,
  flow: async () => (await import('./commands/flow')).addFlowCommands,
  calendar: async () => (await import('./commands/calendar')).addCalendarCommands,
  classify: async () => (await import('./commands/classify')).addClassifyCommand,
  ledger: async () => (await import('./commands/ledger')).addLedgerCommands,
  user: async () => (await import('./commands/user')).addUserCommands,
  store: async () => (await import('./commands/store')).addStoreCommands,
};

// Whoever reads may have seen enough (`| head`): that is the end, not a failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const program = new Command('stellwerk')
  .description('Stellwerk on the command line: JSON on standard output, one sentence on standard error.')
  .exitOverride()
  .showHelpAfterError(false)
  .showSuggestionAfterError(false);

try {
  const asked = groups[process.argv[2] ?? ''];
  // Without a known command all of them are needed: for the help, or to say which ones there are.
  for (const load of asked ? [asked] : Object.values(groups)) (await load())(program);
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has said its sentence already; asking for help or the version is no failure.
    process.exitCode = error.exitCode === 0 ? 0 : 1;
  } else {
    process.stderr.write(`${explainError(error)}\n`);
    process.exitCode = 1;
  }
}
