import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { createEmailChannel } from '@/runtime/channels/email/email-channel';
import { startChannels } from '@/runtime/engine/start-channels';
import {
  createTestEngine,
  openTestInstallation,
  type TestEngine,
  type TestEngineOptions,
} from '@/runtime/engine/test-kit';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { ConnectOptions } from '@/runtime/store/connect';
import { Outgoing } from '@/runtime/store/outgoing';
import { freePort } from './free-port';

/** An installation with store, engine and the e-mail channel on a loopback port, in this process. */
export interface MailInstallation {
  port: number;
  lmtpPort: number;
  dataDir: string;
  engine: TestEngine;
  /** Hands a mail in by SMTP; rejects as the listener refuses it. */
  send(raw: string | Buffer, envelope?: Partial<Envelope>): Promise<void>;
  /** Resolves when nothing is on its way any more, in or out. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export interface Envelope {
  from: string;
  to: string | string[];
}

export async function openMailInstallation(
  options: TestEngineOptions & { flow?: FlowDocument; connection?: ConnectOptions } = {},
): Promise<MailInstallation> {
  const installation = await openTestInstallation(options.flow, options.connection);
  const dataDir = await mkdtemp(join(tmpdir(), 'mail-'));
  const port = await freePort();
  const lmtpPort = await freePort();
  const engine = createTestEngine(options);
  const channels = await startChannels({
    kinds: [
      createEmailChannel({
        listener: { host: '127.0.0.1', port },
        lmtp: { host: '127.0.0.1', port: lmtpPort },
        pollMs: 200,
      }),
    ],
    receive: engine.receive,
    now: engine.context.now,
    owner: engine.context.owner,
    log: engine.context.log,
    dataDir,
    leaseMs: 30_000,
  });
  return {
    port,
    lmtpPort,
    dataDir,
    engine,
    send: (raw, envelope) => sendRaw(port, raw, envelope),
    async settle() {
      await engine.settle();
      channels.nudge();
      while (
        await Outgoing.exists({ state: { $in: ['queued', 'sending'] }, dueAt: { $lte: later() } }).exec()
      )
        await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async close() {
      await channels.stop();
      await engine.stop();
      await installation.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };

  /** Orders put off for longer are left where they are. */
  function later(): Date {
    return new Date(engine.context.now() + 35_000);
  }
}

/** Hands one mail to a loopback SMTP server. */
export async function sendRaw(
  port: number,
  raw: string | Buffer,
  { from = 'sender@example.org', to = 'service@stellwerk.local' }: Partial<Envelope> = {},
): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    await transport.sendMail({ envelope: { from, to }, raw });
  } finally {
    transport.close();
  }
}

let written = 0;

function nextMessageId(): string {
  written += 1;
  return `plain-${process.pid}-${written}@example.org`;
}

/** A plain mail as its sender's program would write it. */
export function plainMail({
  from = 'Ada Beispiel <ada@example.org>',
  to = 'service@stellwerk.local',
  subject = 'My invoice',
  text = 'There is a mistake in my last invoice. Please look into it.',
  headers = [],
  messageId = nextMessageId(),
}: {
  from?: string;
  to?: string;
  subject?: string;
  text?: string;
  headers?: string[];
  messageId?: string;
} = {}): { raw: string; messageId: string } {
  const raw = [
    `Message-ID: <${messageId}>`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Mon, 01 Jun 2026 10:00:00 +0200',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    ...headers,
    '',
    text,
    '',
  ].join('\r\n');
  return { raw, messageId };
}
