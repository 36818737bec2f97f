import { Command, CommanderError } from 'commander';
import { addCalendarCommands } from './commands/calendar';
import { addClassifyCommand } from './commands/classify';
import { addFlowCommands } from './commands/flow';
import { addLedgerCommands } from './commands/ledger';
import { addMailCommands } from './commands/mail';
import { addStoreCommands } from './commands/store';
import { addUserCommands } from './commands/user';
import { explainError } from './explain-error';

/**
 * `npx stellwerk <command>`: for operators and consultants. JSON on standard output, one object a line for many inputs;
 * bad input gives exit code 1 and one sentence on standard error.
 */
const program = new Command('stellwerk')
  .description('Stellwerk on the command line: JSON on standard output, one sentence on standard error.')
  .exitOverride()
  .showHelpAfterError(false);

addMailCommands(program);
addCalendarCommands(program);
addFlowCommands(program);
addClassifyCommand(program);
addLedgerCommands(program);
addUserCommands(program);
addStoreCommands(program);

try {
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
