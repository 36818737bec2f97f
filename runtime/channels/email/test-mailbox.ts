import { Channels } from '@/runtime/store/channels';
import { sealSecret } from '@/runtime/store/secret-box';
import type { Dovecot } from '@/tests/dovecot';
import { connectImap, type ImapSettings } from './connect-imap';
import { channelSecretPurpose } from './email-settings';

type ImapClient = Awaited<ReturnType<typeof connectImap>>;

/** The demo's mailbox on a real IMAP server; both servers are asked for when they are needed, as each test has its own. */
export interface TestMailbox {
  /** Makes the demo mailbox one of the IMAP server, sending by the SMTP server. */
  changeToImap(more?: { processingLimit?: number; outgoing?: Record<string, unknown> }): Promise<void>;
  withImap<Result>(work: (client: ImapClient) => Promise<Result>): Promise<Result>;
  /** Puts a mail into the mailbox as its server would, at a time of its own (epoch milliseconds). */
  arrive(raw: string, arrivedAt: number): Promise<unknown>;
  /** How many mails lie in a folder; 0 as long as there is none of that name. */
  mailsIn(folder: string): Promise<number>;
}

export function testMailbox(dovecot: () => Dovecot, smtpPort: () => number): TestMailbox {
  async function withImap<Result>(work: (client: ImapClient) => Promise<Result>) {
    const client = await connectImap(imapSettings(dovecot()));
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  }
  return {
    changeToImap: (more = {}) => changeToImap(dovecot(), smtpPort(), more),
    withImap,
    arrive: (raw, arrivedAt) => withImap((client) => client.append('INBOX', raw, [], new Date(arrivedAt))),
    mailsIn: (folder) =>
      withImap(async (client) => {
        const isKnown = (await client.list()).some(({ path }) => path === folder);
        const status = isKnown ? await client.status(folder, { messages: true }) : false;
        return status ? (status.messages ?? 0) : 0;
      }),
  };
}

async function changeToImap(
  { port, user, password }: Dovecot,
  smtpPort: number,
  {
    processingLimit = null,
    outgoing,
  }: { processingLimit?: number | null; outgoing?: Record<string, unknown> },
): Promise<void> {
  const server = { host: '127.0.0.1', security: 'none' };
  const settings = {
    incoming: { kind: 'imap', ...server, port, user },
    outgoing: { kind: 'smtp', ...server, port: smtpPort, ...outgoing },
    processingLimit,
  };
  const secrets = {
    imapPassword: sealSecret(password, channelSecretPurpose('channel-service', 'imapPassword')),
  };
  await Channels.updateOne(
    { _id: 'channel-service' },
    { $set: { settings, secrets, updatedAt: new Date() } },
  ).exec();
}

function imapSettings({ port, user, password }: Dovecot): ImapSettings {
  return {
    host: '127.0.0.1',
    port,
    security: 'none',
    user,
    password,
    accessToken: null,
    folders: ['INBOX'],
    afterFetch: { kind: 'seen' },
    firstFetch: 'unseen',
  };
}
