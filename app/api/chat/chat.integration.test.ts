import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signSession } from '@/runtime/channels/chat/session-token';
import { closeTicket } from '@/runtime/inbox/ticket-operations';
import { noteViewer, otherViewers } from '@/runtime/inbox/viewers';
import { writeReply } from '@/runtime/inbox/write-reply';
import { Ledger } from '@/runtime/store/ledger';
import { Messages } from '@/runtime/store/messages';
import { findQueues } from '@/runtime/store/queues';
import { type ChatInstallation, openChat, SITE } from './testing/open-chat';
import { readStream } from './testing/read-stream';
import { texts, ticketOf } from './testing/ticket-of';

const agent = { id: 'agent-1', name: 'Berta' };

let chat: ChatInstallation;

beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

describe('a visitor', () => {
  it('writes, chooses what the flow offers, and is answered by an agent', async () => {
    const visitor = await chat.visitor();
    const first = await visitor.say({ text: 'Hello! I was billed twice. Please look into it.' });
    expect(first.status).toBe(202);
    await chat.settle();
    const asked = await visitor.history();
    expect(texts(asked.lines)).toEqual([
      'visitor: Hello! I was billed twice. Please look into it.',
      'flow: What is it about?',
    ]);
    const question = asked.lines.at(-1);
    expect(question?.quickReplies).toEqual(['My bill', 'Something else']);

    await visitor.say({ choice: { line: question?.id ?? '', index: 0 } });
    await chat.settle();
    const ticket = await ticketOf(visitor);
    const queue = (await findQueues()).find(({ slot }) => slot === 'billing');
    expect(ticket).toMatchObject({
      subject: 'Hello! I was billed twice',
      state: 'open',
      queueId: queue?._id,
      channelKind: 'chat',
      language: 'en',
    });

    const newest = await Messages.findOne({ ticketId: ticket._id, direction: 'inbound' })
      .sort({ at: -1 })
      .lean();
    await writeReply(
      {
        ticketId: ticket._id,
        replyId: 'reply-0001',
        html: '<p>I have <b>corrected</b> it.</p>',
        to: [{ name: '', address: ticket.customer.address }],
        cc: [],
        bcc: [],
        sendAt: null,
        subject: null,
        uploads: [],
        seenMessageId: newest?._id ?? null,
        evenIfNewer: false,
        afterwards: 'stay',
      },
      agent,
      new Date(),
    );
    await chat.settle();
    const answered = await visitor.history(asked.lines.length);
    expect(texts(answered.lines).slice(-2)).toEqual(['visitor: My bill', 'agent: I have corrected it.']);
    expect(answered.lines.at(-1)?.name).toBe('Berta');
    expect(answered.state).toMatchObject({ state: 'open', agent: 'Berta', number: ticket.number });

    await closeTicket(ticket._id, agent, new Date());
    expect((await visitor.history()).state.state).toBe('closed');
  });

  it('is in the ledger before he is told so, and once however often he sends', async () => {
    const visitor = await chat.visitor();
    const body = { clientId: 'the-same-id-1', text: 'Is anybody there?' };
    const [one, two] = await Promise.all([visitor.say(body), visitor.say(body)]);
    const three = await visitor.say(body);
    const ids = await Promise.all([one, two, three].map(async (answer) => (await answer.json()).id));
    expect(new Set(ids).size).toBe(1);
    expect(await Ledger.countDocuments({ _id: ids[0], state: 'received' })).toBe(1);
    const shown = await visitor.history();
    expect(texts(shown.lines)).toEqual(['visitor: Is anybody there?']);
    await chat.settle();
    await visitor.say(body);
    await chat.settle();
    expect(
      await Messages.countDocuments({
        customerId: (await ticketOf(visitor)).customerId,
        direction: 'inbound',
      }),
    ).toBe(1);
  });

  it('has one ticket though two tabs begin at once, and a new one after "new chat"', async () => {
    const visitor = await chat.visitor();
    const [one, two] = await Promise.all([
      visitor.say({ text: 'first tab' }),
      visitor.say({ text: 'second tab' }),
    ]);
    expect([one.status, two.status]).toEqual([202, 202]);
    await chat.settle();
    const before = await ticketOf(visitor);
    expect(await Messages.countDocuments({ ticketId: before._id, direction: 'inbound' })).toBe(2);
    expect((await visitor.call({ place: 'leave', body: {} })).status).toBe(204);
    await visitor.say({ text: 'Another matter' });
    await chat.settle();
    const after = await ticketOf(visitor);
    expect(after.number).not.toBe(before.number);
    expect(after.customerId).toBe(before.customerId);
  });

  it('sees that an agent is writing, and an agent sees him', async () => {
    const visitor = await chat.visitor();
    await visitor.say({ text: 'Hello' });
    await chat.settle();
    const ticket = await ticketOf(visitor);
    await noteViewer(ticket._id, 'replying', agent, new Date());
    expect((await visitor.history()).state.typing).toBe(true);
    expect((await visitor.call({ place: 'typing', body: { typing: true } })).status).toBe(204);
    const seen = await otherViewers(ticket._id, agent.id, new Date());
    expect(seen).toEqual([{ name: expect.stringMatching(/^visitor-/), activity: 'replying' }]);
    await visitor.call({ place: 'typing', body: { typing: false } });
    expect(await otherViewers(ticket._id, agent.id, new Date())).toEqual([]);
  });
});

describe('the stream', () => {
  it('goes on where it was interrupted', async () => {
    const visitor = await chat.visitor();
    await visitor.say({ text: 'Live' });
    const stop = new AbortController();
    const stream = readStream(await visitor.call({ place: 'stream', method: 'GET', signal: stop.signal }));
    expect((await stream.until('line')).data).toMatchObject({ text: 'Live' });
    await chat.settle();
    const question = await stream.until('line');
    expect(question.data).toMatchObject({ from: 'flow', text: 'What is it about?' });
    stop.abort();
    await stream.end();

    await visitor.say({ text: 'While I was away' });
    const again = readStream(
      await visitor.call({ place: 'stream', method: 'GET', headers: { 'last-event-id': question.id } }),
    );
    const resumed: unknown[] = [];
    while (!resumed.includes('While I was away')) resumed.push(Object((await again.until('line')).data).text);
    // The last lines may come again; what was missed is there once.
    expect(resumed.filter((text) => text === 'While I was away')).toHaveLength(1);
    await again.end();
  });
});

describe('what is refused', () => {
  it.each([
    ['no token', ''],
    ['an invented token', 'aaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'],
    ['rubbish', '../../etc'],
  ])('%s', async (_, token) => {
    const answer = await chat.call({ place: 'messages', method: 'GET', token });
    expect([answer.status, (await answer.json()).code]).toEqual([403, 'sessionUnknown']);
  });

  it('a token of another chat, and one whose session is changed', async () => {
    const visitor = await chat.visitor();
    const [sessionId = '', signature = ''] = visitor.token.split('.');
    const other = await chat.visitor();
    for (const token of [
      signSession(sessionId, 'another-channel'),
      `${other.token.split('.')[0]}.${signature}`,
    ]) {
      expect((await chat.call({ place: 'messages', method: 'GET', token })).status).toBe(403);
    }
    expect((await chat.call({ place: 'messages', method: 'GET', token: visitor.token })).status).toBe(200);
  });

  it('pages of other sites, and chats that are not there', async () => {
    for (const origin of ['https://evil.example', 'null', `${SITE}.evil.example`]) {
      const answer = await chat.call({ place: 'config', origin });
      expect([answer.status, await answer.json()]).toEqual([403, { code: 'originRefused' }]);
    }
    expect((await chat.call({ place: 'config' })).headers.get('access-control-allow-origin')).toBe(SITE);
    expect((await chat.call({ place: 'config', origin: 'http://localhost:3000' })).status).toBe(200);
    expect((await chat.call({ place: 'config', chat: 'aaaaaaaaaaaaaaaaaaaaaaaa' })).status).toBe(404);
    expect(
      (await chat.call({ place: 'messages', method: 'OPTIONS' })).headers.get('access-control-allow-headers'),
    ).toContain('authorization');
  });

  it('an empty message, too long a one, and an answer that was not offered', async () => {
    const visitor = await chat.visitor();
    const code = async (answer: Promise<Response>) => (await (await answer).json()).code;
    expect(await code(visitor.say({ text: '  ' }))).toBe('messageEmpty');
    expect(await code(visitor.say({ text: 'x'.repeat(9000) }))).toBe('messageTooLong');
    expect(await code(visitor.say({ choice: { line: 'not-mine', index: 0 } }))).toBe('choiceUnknown');
    expect(await code(visitor.say({ clientId: '$where' }))).toBe('badRequest');
    expect((await visitor.history()).lines).toEqual([]);
  });

  it('too much at once, by visitor and by network address', async () => {
    const visitor = await chat.visitor({ address: '192.0.2.77' });
    let refused: Response | null = null;
    for (let count = 0; count < 40 && !refused; count += 1) {
      const answer = await visitor.say({ text: `message ${count}` });
      if (answer.status === 429) refused = answer;
    }
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await visitor.history()).lines).toHaveLength(30);
    const opened = [];
    for (let count = 0; count < 25; count += 1) {
      const { status } = await chat.call({
        place: 'session',
        body: { language: 'de', consent: false },
        address: '192.0.2.78',
      });
      opened.push(status);
    }
    expect(opened.filter((status) => status === 201)).toHaveLength(20);
    expect(opened.filter((status) => status === 429)).toHaveLength(5);
    expect((await chat.visitor({ address: '192.0.2.79' })).token).not.toBe('');
  });
});

describe('files', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82]);

  it('come along, typed by their content, and open only in the own chat', async () => {
    const visitor = await chat.visitor();
    const answer = await visitor.say({ text: '' }, [new File([png], '../meter.png', { type: 'text/html' })]);
    expect(answer.status).toBe(202);
    await chat.settle();
    const [line] = (await visitor.history()).lines;
    expect(line?.files).toEqual([
      { id: expect.any(String), name: 'meter.png', type: 'image/png', size: png.length },
    ]);
    const parameters = { messageId: line?.id ?? '', fileId: line?.files[0]?.id ?? '' };
    const own = await visitor.call({ place: 'files', parameters });
    expect(new Uint8Array(await own.arrayBuffer())).toEqual(png);
    expect(own.headers.get('content-disposition')).toContain('attachment');
    const other = await chat.visitor();
    expect((await other.call({ place: 'files', parameters })).status).toBe(404);
  });

  it('that would run, and those that are too large, are not taken', async () => {
    const visitor = await chat.visitor();
    const program = await visitor.say({ text: 'look' }, [new File(['MZ\u0000'], 'photo.jpg')]);
    expect([program.status, (await program.json()).code]).toEqual([400, 'fileRefused']);
    const page = await visitor.say({ text: 'look' }, [new File(['<html><script>1</script>'], 'note.txt')]);
    expect((await page.json()).code).toBe('fileRefused');
    const large = await visitor.say({ text: 'look' }, [
      new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'a.bin'),
    ]);
    expect([large.status, (await large.json()).code]).toEqual([413, 'fileTooLarge']);
    expect((await visitor.history()).lines).toEqual([]);
  });
});
