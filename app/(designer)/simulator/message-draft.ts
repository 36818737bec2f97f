import type { AttachmentFacts, Environment, MessageFacts } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { JsonObject } from '@/runtime/flow/json';
import { type FactsSample, sampleFacts } from '@/runtime/flow/sample-facts';
import type { Scope } from '@/runtime/flow/scope';

/** The message that is tried out, as it is written in the simulator. */
export interface MessageDraft {
  fromName: string;
  fromAddress: string;
  subject: string;
  text: string;
  attachment: boolean;
  automatic: boolean;
  /** Slot of the mailbox it comes in by, or `chat/<slot>` of a chat; `null`: the first mailbox there is. */
  mailbox: string | null;
  /** Language the customer writes in; `null` where it could not be told. */
  language: string | null;
}

/** Before the slot of a chat, to tell it from a mailbox of the same name. */
export const CHAT = 'chat/';

const ATTACHMENT: AttachmentFacts = { name: 'attachment.pdf', type: 'application/pdf', size: 120_000 };

/** The facts of a written message, as the channel would have told them. */
export function draftFacts(
  draft: MessageDraft,
  environment: Environment | null,
  at: number,
  id: string,
): MessageFacts {
  const mailboxes = environment?.mailboxes ?? {};
  const isChat = draft.mailbox?.startsWith(CHAT) ?? false;
  const channel = draft.mailbox?.replace(CHAT, '') ?? Object.keys(mailboxes)[0] ?? 'service';
  const address = isChat ? '' : (mailboxes[channel]?.address ?? `${channel}@example.com`);
  const sample: FactsSample = {
    message: {
      id,
      messageId: `${id}@example.org`,
      channel,
      ...(isChat ? { channelKind: 'chat' } : {}),
      address,
      to: isChat ? [] : [{ name: '', address }],
      from: { name: draft.fromName, address: draft.fromAddress },
      subject: draft.subject,
      text: draft.text,
      language: draft.language,
      sentAt: at,
      automatic: draft.automatic,
      automaticReason: draft.automatic ? 'auto-submitted' : null,
      attachments: draft.attachment ? [ATTACHMENT] : [],
    },
  };
  const { message } = sampleFacts(sample, at);
  if (message === null) throw new Error('A sample with a message has one.');
  return message;
}

/** What texts and expressions see of a written message. */
export function draftScope(
  draft: MessageDraft,
  declared: FlowDocument['variables'],
  environment: Environment | null,
  at: number,
  variables: JsonObject = {},
): Scope {
  const message = draftFacts(draft, environment, at, 'sample');
  const { ticket, customer } = sampleFacts({ message }, at);
  const initial = declared.flatMap(({ name, initial: value }) =>
    value === undefined ? [] : [[name, value]],
  );
  return {
    message,
    ticket,
    customer,
    vars: { ...Object.fromEntries(initial), ...variables },
    installation: environment?.installation ?? {
      name: 'Stellwerk',
      language: 'en',
      timeZone: 'Europe/Berlin',
    },
    now: at,
  };
}
