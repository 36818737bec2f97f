import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import { DomainError } from '@/runtime/domain-error';
import { dateLocale } from '@/runtime/flow/date-locale';
import { type ChannelRecord, findChannels } from '@/runtime/store/channels';
import type { ChatSessionRecord } from '@/runtime/store/chat-sessions';
import { readInstallationSettings } from '@/runtime/store/installation-settings';
import { localizedName } from '@/runtime/store/localized-name';
import type { TicketRecord } from '@/runtime/store/tickets';
import { currentTicket, readLines } from './chat-history';
import type { ChatLine } from './chat-protocol';
import type { Chat } from './find-chat';
import { takeRate } from './take-rate';

/** A mail with everything that was said in a chat, ready to be queued. */
export interface Transcript {
  ticket: TicketRecord;
  mailbox: ChannelRecord;
  subject: string;
  text: string;
  language: string;
}

const words = {
  de: {
    subject: (name: string, number: number) => `Ihr Chat mit ${name} (Ticket #${number})`,
    head: 'Sie haben um eine Abschrift dieses Chats gebeten. Antworten auf diese E-Mail erreichen uns im selben Ticket.',
    visitor: 'Sie',
    flow: 'Automatische Antwort',
    file: 'Datei',
  },
  en: {
    subject: (name: string, number: number) => `Your chat with ${name} (ticket #${number})`,
    head: 'You asked for a transcript of this chat. Answers to this mail reach us in the same ticket.',
    visitor: 'You',
    flow: 'Automatic reply',
    file: 'File',
  },
};

/**
 * Writes down what a visitor sees of his chat. Errors: DomainError `chatTooFast`, `transcriptOff`, `nothingSaid` (no ticket
 * yet), `transcriptUnavailable` (no mailbox to send it by).
 */
export async function writeTranscript(
  { channel, settings }: Chat,
  session: ChatSessionRecord,
  address: string,
  at: Date,
): Promise<Transcript> {
  if (!settings.transcript)
    throw new DomainError('forbidden', 'transcriptOff', 'Transcripts are switched off.');
  const [ticket, lines, installation, channels] = await Promise.all([
    currentTicket(session.ticketId),
    readLines(session, 0),
    readInstallationSettings(),
    findChannels(),
  ]);
  if (!ticket || lines.length === 0)
    throw new DomainError('conflict', 'nothingSaid', 'There is nothing to send yet.');
  const mailbox = mailboxFor(channels, settings.transcriptMailbox);
  if (!mailbox)
    throw new DomainError('unavailable', 'transcriptUnavailable', 'No mailbox can send the transcript.');
  await takeRate('transcriptByVisitor', session._id, at);
  await takeRate('transcriptByAddress', address, at);
  const language = session.language === 'en' ? 'en' : 'de';
  const { subject, head } = words[language];
  const times = new Intl.DateTimeFormat(dateLocale(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: installation.timeZone,
  });
  const said = lines.map((line) => writtenLine(line, language, times.format(line.at)));
  return {
    ticket,
    mailbox,
    subject: subject(localizedName(channel.name, language), ticket.number),
    text: [head, ...said].join('\n\n'),
    language,
  };
}

function writtenLine({ from, name, text, files }: ChatLine, language: 'de' | 'en', time: string): string {
  const { visitor, flow, file } = words[language];
  const who = from === 'visitor' ? visitor : (name ?? flow);
  return [`${who} (${time}):`, text, ...files.map((one) => `[${file}: ${one.name}]`)]
    .filter((line) => line !== '')
    .join('\n');
}

function mailboxFor(channels: ChannelRecord[], slot: string | null): ChannelRecord | undefined {
  const usable = channels.filter(({ kind, enabled }) => enabled && capabilitiesOf(kind).recipients);
  return usable.find((channel) => channel.slot === slot) ?? usable[0];
}
