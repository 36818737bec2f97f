import { type Command, Option } from 'commander';
import { parseMail } from '@/runtime/channels/email/parse/parse-mail';
import type { ParsedMail } from '@/runtime/channels/email/parse/parsed-mail';
import { MAX_MAIL_BYTES } from '@/runtime/channels/email/read-mail';
import { DomainError } from '@/runtime/domain-error';
import { explainError } from '../explain-error';
import { printLine } from '../print-line';
import { listFiles, readInputFile } from '../read-input';
import { sendTestMail } from './send-test-mail';

/** `mail parse` and `mail send-test`. */
export function addMailCommands(program: Command): void {
  const mail = program.command('mail').description('look into mails, send a test mail');

  mail
    .command('parse')
    .description('read mails and print each as one JSON object a line')
    .argument('<file...>', 'raw mails (RFC 5322), or folders of them')
    .action(async (paths: string[]) => {
      const failures: string[] = [];
      for (const path of await listFiles(paths)) {
        try {
          const raw = await readInputFile(path);
          printLine({
            file: path,
            ...normalisedMail(await parseMail(raw, { limits: { maxBytes: MAX_MAIL_BYTES } })),
          });
        } catch (error) {
          failures.push(`${path}: ${explainError(error)}`);
        }
      }
      if (failures.length > 0) throw new DomainError('invalid', 'mailsUnreadable', failures.join(' '));
    });

  mail
    .command('send-test')
    .description('send a mail to the embedded listener, as a customer would, or through a mail server')
    .option('--to <address>', 'mailbox', 'service@stellwerk.local')
    .option('--from <address>', 'sender', 'customer@example.com')
    .option('--subject <text>', 'subject', 'Test')
    .option('--text <text>', 'text', 'This is a test message.')
    .option('--host <name>', 'mail server', '127.0.0.1')
    .addOption(new Option('--port <port>', 'its port').env('SMTP_PORT').default('2525'))
    .addOption(
      new Option('--security <kind>', 'encryption').choices(['none', 'starttls', 'tls']).default('none'),
    )
    .option('--user <name>', 'user name, where the server wants one; the password is read from SMTP_PASSWORD')
    .action(sendTestMail);
}

function listed(attachments: ParsedMail['attachments']) {
  return attachments.map(({ name, type, size }) => ({ name, type, size }));
}

/** What other programs read of a mail: contents of attachments are left out. */
export function normalisedMail(mail: ParsedMail) {
  return {
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    date: mail.date,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    text: mail.text,
    html: mail.html,
    visibleText: mail.visibleText,
    attachments: listed(mail.attachments.filter(({ inText }) => !inText)),
    // Tickets show them beside the attachments; here they are told apart, for no part of the mail declares them.
    filesInText: listed(mail.attachments.filter(({ inText }) => inText)),
    autoSubmitted: mail.automatic.automatic,
    automaticReason: mail.automatic.reason,
    bounce: mail.bounce !== null,
    bounceDetails: mail.bounce,
    language: mail.language,
    replyTo: mail.replyTo,
    deliveredTo: mail.deliveredTo,
    outOfOffice: mail.outOfOffice,
    readReceipt: mail.readReceipt,
    list: mail.list,
    problems: mail.problems,
  };
}
