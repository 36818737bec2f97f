import { describe, expect, it } from 'vitest';
import { toOversizedMessage } from './to-inbound-message';

const mailbox = { _id: 'c1', kind: 'email', slot: 'service', addresses: ['service@example.org'] };
const options = { envelopeRecipient: null, maxBytes: 64_000_000, isOwnMessageId: () => false };
const mail = {
  headers: Buffer.from(
    'From: Kim <kim@example.com>\r\nTo: service@example.org\r\nSubject: Photos\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n',
  ),
  size: 80_000_000,
  arrivedAt: 0,
};

describe('a mail that is too large to be loaded', () => {
  it('becomes a ticket that says where it lies, where nobody has told its sender', async () => {
    const message = await toOversizedMessage({ ...mail, leftAtSource: true }, mailbox, options);
    expect(message.verdict).toEqual({ kind: 'accept' });
    expect(message.facts).toMatchObject({ subject: 'Photos', from: { address: 'kim@example.com' } });
    for (const words of ['80 MB', '64 MB', 'im Postfach', 'in the mailbox'])
      expect(message.facts.text).toContain(words);
  });

  it('is only noted where its sender was refused', async () => {
    const message = await toOversizedMessage(mail, mailbox, options);
    expect(message.verdict).toMatchObject({ kind: 'reject', reason: 'tooLarge' });
  });
});
