import type { Command } from 'commander';
import { summariseLedger } from '@/runtime/engine/ledger-summary';
import { printLine } from '../print-line';
import { withStore } from '../with-store';

/** `ledger summary`: what became of every inbound message, for a monitor. */
export function addLedgerCommands(program: Command): void {
  const ledger = program.command('ledger').description('what became of every inbound message');
  ledger
    .command('summary')
    .description('count lines by state and reason, and those that are unaccounted for (must be 0)')
    .action(async () => {
      printLine(await withStore(() => summariseLedger()));
    });
}
