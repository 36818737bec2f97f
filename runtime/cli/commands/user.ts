import { stdin } from 'node:process';
import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { roles } from '@/runtime/accounts/permissions';
import { createUser } from '@/runtime/accounts/users';
import { DomainError } from '@/runtime/domain-error';
import { printLine } from '../print-line';
import { withStore } from '../with-store';

/** `user add`: an account from the command line, the first one or when nobody can log in any more. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('accounts');
  user
    .command('add')
    .description(
      'add an account; the password is read from standard input unless STELLWERK_PASSWORD holds it',
    )
    .requiredOption('--email <address>', 'log-in name')
    .option('--name <name>', 'as colleagues and customers see it')
    .addOption(new Option('--role <role>', 'what the account may do').choices([...roles]).default('agent'))
    .addOption(new Option('--language <code>', 'language of the screens').choices(['de', 'en']).default('de'))
    .action(
      async (options: {
        email: string;
        name?: string;
        role: (typeof roles)[number];
        language: 'de' | 'en';
      }) => {
        const password = process.env.STELLWERK_PASSWORD ?? (await readPassword());
        const created = await withStore(() =>
          createUser({
            email: options.email,
            name: options.name ?? options.email.split('@')[0] ?? options.email,
            role: options.role,
            language: options.language,
            password,
          }),
        );
        printLine({ id: created.id, email: created.email, name: created.name, role: created.role });
      },
    );
}

async function readPassword(): Promise<string> {
  if (stdin.isTTY) process.stderr.write('Password: ');
  const [line = ''] = (await text(stdin)).split(/\r?\n/);
  if (!line)
    throw new DomainError(
      'invalid',
      'passwordMissing',
      'Give the password on standard input or in STELLWERK_PASSWORD.',
    );
  return line;
}
