import { composeMail } from '@/runtime/channels/email/compose-mail';
import type { FailureCause } from '@/runtime/channels/email/failure-causes';
import { type SmtpServerSettings, sendBySmtp } from '@/runtime/channels/email/smtp-sender';
import { DomainError } from '@/runtime/domain-error';
import { printLine } from '../print-line';

export interface SendTestOptions {
  to: string;
  from: string;
  subject: string;
  text: string;
  host: string;
  port: string;
  security: SmtpServerSettings['security'];
  user?: string;
}

/** Sends one mail and prints what the server answered. Errors: DomainError `testMailRefused`, with the cause in a sentence. */
export async function sendTestMail(options: SendTestOptions): Promise<void> {
  const now = Date.now();
  const messageId = `${now.toString(36)}.${process.pid}@${options.from.split('@')[1] ?? 'example.com'}`;
  const raw = await composeMail({
    messageId,
    from: { name: '', address: options.from },
    replyTo: null,
    to: [{ name: '', address: options.to }],
    cc: [],
    bcc: [],
    subject: options.subject,
    text: options.text,
    html: null,
    inReplyTo: null,
    references: [],
    automatic: null,
    date: now,
    attachments: [],
  });
  const { host, security, user = null } = options;
  const password = user === null ? null : (process.env.SMTP_PASSWORD ?? '');
  const server = { host, port: Number(options.port), security, user, password };
  const outcome = await sendBySmtp(server, { from: options.from, to: [options.to] }, raw, async () => {});
  if (outcome.state !== 'sent') {
    const sentence = sentenceOf(outcome.cause, `${host}:${options.port}`);
    throw new DomainError('unavailable', 'testMailRefused', `${sentence} (${outcome.reason})`, {
      reason: outcome.reason,
    });
  }
  printLine({ sent: true, messageId, receipt: outcome.receipt });
}

const SENTENCES: Partial<Record<FailureCause, (place: string) => string>> = {
  loginRefused: (place) => `${place} does not accept user name and password.`,
  appPasswordDemanded: (place) => `${place} demands an app password instead of the usual one.`,
  loginNotOffered: (place) => `${place} offers no log-in.`,
  encryptionDemanded: (place) => `${place} allows logging in over an encrypted connection only.`,
  notNow: (place) => `${place} takes no log-in just now.`,
  hostUnknown: (place) => `There is no server ${place}.`,
  nobodyAnswers: (place) => `No mail server answers at ${place}.`,
  otherServer: (place) => `A service of another kind answers at ${place}.`,
  closedAtOnce: (place) => `${place} breaks the connection off at once.`,
  tooSlow: (place) => `${place} does not answer in time.`,
  certificate: (place) => `The certificate of ${place} is not from a known authority.`,
  certificateName: (place) => `The certificate of ${place} is made out to another name.`,
  certificateExpired: (place) => `The certificate of ${place} has expired or is not valid yet.`,
  notEncrypted: (place) => `The chosen encryption does not fit ${place}.`,
};

function sentenceOf(cause: FailureCause | undefined, place: string): string {
  const sentence = cause === undefined ? undefined : SENTENCES[cause];
  return sentence ? sentence(place) : 'The mail was not taken.';
}
