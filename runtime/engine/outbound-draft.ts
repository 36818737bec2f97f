import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import { sanitizeHtml } from '@/runtime/channels/email/parse/sanitize-html';
import { HOOK_KIND } from '@/runtime/channels/hook/hook-settings';
import type { CommandOf } from '@/runtime/flow/execution';
import { localizedName } from '@/runtime/store/localized-name';
import type { MessageRecord } from '@/runtime/store/messages';
import type { Dispatched } from './dispatch-outbox';
import type { InstallationSnapshot } from './environment-source';
import { noteRecord } from './note-record';
import type { OutboundDraft } from './queue-outgoing';

/**
 * A flow's `sendMessage` as a message to be queued: to the customer by the channel his last message came by, or to the
 * addresses named. `null` where nobody can be reached: the ticket has no address, or its channel is gone.
 */
export function outboundDraft(
  { execution, ticket, message }: Pick<Dispatched, 'execution' | 'ticket' | 'message'>,
  command: CommandOf<'sendMessage'>,
  installation: InstallationSnapshot,
): OutboundDraft | null {
  const channel = sendingChannel(installation, [message?.channelId, ticket.channelId], command.to !== null);
  if (!channel) return null;
  const answered = message && message.from.address !== '' ? message.from : ticket.customer;
  const to = command.to ?? [answered];
  if (to.every(({ address }) => address === '')) return null;
  const { body } = command;
  return {
    id: `${execution._id}:${command.seq}`,
    ticket,
    channel: {
      _id: channel._id,
      kind: channel.kind,
      name: localizedName(channel.name, body.language),
      address: channel.addresses[0] ?? '',
    },
    purpose: command.purpose,
    to,
    cc: [],
    subject: body.subject ?? null,
    text: body.text,
    html: body.html === undefined ? null : sanitizeHtml(body.html, { remoteImages: 'show' }),
    language: body.language,
    author: null,
    inReplyTo: command.to === null ? message : null,
    attachments: [],
    quickReplies: command.quickReplies ?? [],
    attachOriginal: command.attachOriginal ?? false,
  };
}

/** The channel of the conversation; where others are written to, one that can reach them. */
function sendingChannel(
  { channels }: InstallationSnapshot,
  ownIds: (string | undefined)[],
  toOthers: boolean,
): InstallationSnapshot['channels'][number] | undefined {
  // A message may have come by a door that only lets in (a web hook, the clock): then the ticket knows who answers.
  const own = ownIds
    .map((id) => channels.find(({ _id, kind }) => _id === id && kind !== HOOK_KIND))
    .find((channel) => channel !== undefined);
  if (!toOthers || (own && capabilitiesOf(own.kind).recipients)) return own;
  return channels.find(({ kind, enabled }) => enabled && capabilitiesOf(kind).recipients);
}

/** A message that nobody can get is not dropped without a word: agents see what would have been sent, and why it was not. */
export function unsendableNote(
  { execution, ticket }: Pick<Dispatched, 'execution' | 'ticket'>,
  command: CommandOf<'sendMessage'>,
  installation: InstallationSnapshot,
  at: Date,
): MessageRecord {
  const reason =
    installation.settings.language === 'de'
      ? 'Diese Nachricht des Flows konnte nicht gesendet werden: Es gibt keine Adresse oder keinen Kanal dafür.'
      : 'This message of the flow could not be sent: there is no address or no channel for it.';
  return noteRecord(ticket, `${execution._id}:${command.seq}`, `${reason}\n\n${command.body.text}`, at);
}
