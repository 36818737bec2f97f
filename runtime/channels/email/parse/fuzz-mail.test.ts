import { describe, expect, it } from 'vitest';
import { fixtureNames, readFixture } from './fixtures/read-fixture';
import { parseMail } from './parse-mail';
import { sanitizeHtml } from './sanitize-html';

const LONG = process.env.STELLWERK_LONG === '1';
const MAILS = LONG ? 10_000 : 400;
/** A mail that takes longer than this would hold up a mailbox. */
const MAX_MILLISECONDS = 2000;

/** Small generator with a seed, so that a failure can be repeated (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Mutation = (raw: Buffer, random: () => number, other: Buffer) => Buffer;

const pick = (random: () => number, length: number) => Math.floor(random() * length);

const SNIPPETS = [
  'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Subject: =?utf-8?Q?=C3?=\r\n',
  '=?x?q?',
  '\r\n\r\n',
  '\n \n',
  '--b\r\n',
  '--b--\r\n',
  '<!--',
  '<div ',
  '&#',
  '"',
  '\\',
  '\u0000',
  '(((((',
  ';;;;',
  '=\r\n',
  '> ',
  '-- \n',
  'begin 644 x\n',
  'From: a@b\nTo: c\nSubject: d\n',
  'On 1.1.2026 10:00 a@b.c wrote:\n',
  'Content-Type: message/rfc822\r\n\r\n',
];

const MUTATIONS: readonly Mutation[] = [
  // Bytes
  (raw, random) => {
    const copy = Buffer.from(raw);
    for (let i = 0; i < 1 + pick(random, 20); i++) copy[pick(random, copy.length)] = pick(random, 256);
    return copy;
  },
  // Cut off
  (raw, random) => raw.subarray(0, 1 + pick(random, raw.length)),
  // A stretch removed
  (raw, random) => {
    const at = pick(random, raw.length);
    return Buffer.concat([
      raw.subarray(0, at),
      raw.subarray(Math.min(raw.length, at + 1 + pick(random, 200))),
    ]);
  },
  // A stretch repeated
  (raw, random) => {
    const at = pick(random, raw.length);
    const piece = raw.subarray(at, at + 1 + pick(random, 300));
    return Buffer.concat([
      raw.subarray(0, at),
      ...Array.from({ length: 1 + pick(random, 40) }, () => piece),
      raw.subarray(at),
    ]);
  },
  // Headers shuffled
  (raw, random) => {
    const lines = raw.toString('latin1').split('\n');
    const from = pick(random, lines.length);
    const [line] = lines.splice(from, 1);
    lines.splice(pick(random, lines.length), 0, line ?? '');
    return Buffer.from(lines.join('\n'), 'latin1');
  },
  // Something inserted
  (raw, random) => {
    const at = pick(random, raw.length);
    const snippet = SNIPPETS[pick(random, SNIPPETS.length)] ?? '';
    return Buffer.concat([
      raw.subarray(0, at),
      Buffer.from(snippet.repeat(1 + pick(random, 50))),
      raw.subarray(at),
    ]);
  },
  // Two mails put together
  (raw, random, other) =>
    Buffer.concat([raw.subarray(0, pick(random, raw.length)), other.subarray(pick(random, other.length))]),
  // Boundaries changed
  (raw, random) =>
    Buffer.from(
      raw.toString('latin1').replace(/--\S+/g, (line) => (random() < 0.3 ? line.slice(0, -1) : line)),
      'latin1',
    ),
];

describe('mutated mails', () => {
  it(
    `reads ${MAILS} of them without failing or hanging`,
    async () => {
      const mails = fixtureNames().map(readFixture);
      let slowest = 0;
      for (let seed = 1; seed <= MAILS; seed++) {
        const random = randomFrom(seed);
        let raw = mails[pick(random, mails.length)] ?? Buffer.from('x');
        for (let i = 0; i < 1 + pick(random, 3); i++) {
          const mutate = MUTATIONS[pick(random, MUTATIONS.length)];
          const other = mails[pick(random, mails.length)] ?? raw;
          const mutated = mutate ? mutate(raw, random, other) : raw;
          raw = mutated.length > 0 ? mutated : Buffer.from('x');
        }
        const begin = process.threadCpuUsage();
        const parsed = await parseMail(raw).catch((error: unknown) => {
          throw new Error(`seed ${seed}`, { cause: error });
        });
        const { user, system } = process.threadCpuUsage(begin);
        slowest = Math.max(slowest, (user + system) / 1000);
        if (parsed.html !== null && sanitizeHtml(parsed.html) !== parsed.html)
          throw new Error(`unstable HTML, seed ${seed}`);
        if (parsed.text.trim() !== '' && parsed.visibleText === '')
          throw new Error(`text lost, seed ${seed}`);
      }
      expect(slowest).toBeLessThan(MAX_MILLISECONDS);
    },
    LONG ? 300_000 : 60_000,
  );

  it(
    'reads noise',
    async () => {
      for (let seed = 1; seed <= (LONG ? 2000 : 60); seed++) {
        const random = randomFrom(seed);
        const noise = Buffer.from(Array.from({ length: 1 + pick(random, 3000) }, () => pick(random, 256)));
        const parsed = await parseMail(noise);
        expect(typeof parsed.text).toBe('string');
      }
    },
    LONG ? 120_000 : 30_000,
  );
});

describe('hostile mails stay cheap', () => {
  const repeat = (head: string, piece: string, count: number, tail = '') =>
    Buffer.from(`${head}${piece.repeat(count)}${tail}`);
  it.each([
    ['nested elements', repeat('Content-Type: text/html\n\n', '<div>', 25_000)],
    ['brackets', repeat('Content-Type: text/html\n\n', '<', 200_000)],
    ['unclosed attributes', repeat('Content-Type: text/html\n\n', '<a href="', 20_000)],
    ['unclosed noscript', repeat('Content-Type: text/html\n\n', '<noscript>', 20_000)],
    ['style comments', repeat('Content-Type: text/html\n\n', `<p style="${'/*'.repeat(4000)}">`, 100)],
    ['line breaks', repeat('Content-Type: text/html\n\n', '<br>', 25_000)],
    ['attributions', repeat('Subject: x\n\n', 'On Mon, 4 May 2026 10:00 a@example.com wrote:\n', 20_000)],
    ['header blocks', repeat('Subject: x\n\n', 'From: a@example.com\nTo: b\n', 30_000)],
    ['fences', repeat('Subject: x\n\n', '```\n', 100_000)],
    ['dashes', repeat('Subject: x\n\n', '--\nx\n', 50_000)],
    ['rules', repeat('Subject: x\n\n', '____\nx\n', 50_000)],
    ['blank lines', repeat('Return-Path: <>\nSubject: Undeliverable\n\n', '\n', 200_000, 'x')],
    [
      'one long word',
      repeat('From: mailer-daemon@example.com\nSubject: Undeliverable\n\ndelivery failed ', 'a', 300_000),
    ],
    ['uuencode openings', repeat('Subject: x\n\n', 'begin 644 x\n', 50_000)],
    ['encoded words', repeat('Subject: ', '=?utf-8?q?a ', 10_000, '\n\nx')],
    ['parameters', repeat('Content-Type: text/plain; ', 'a="b" ', 10_000, '\n\nx')],
    ['brackets in a type', repeat('Content-Type: ', '(', 60_000, '\n\nx')],
    ['addresses', repeat('To: ', 'a@example.com, ', 30_000, '\n\nx')],
    [
      'parts',
      repeat(
        'Content-Type: multipart/mixed; boundary=b\n\n',
        '--b\nContent-Type: multipart/mixed; boundary=b\n\n',
        5000,
      ),
    ],
    ['similar boundaries', repeat('Content-Type: multipart/mixed; boundary=b\n\n', '--bb\n', 100_000)],
    ['headers', repeat('Subject: x\n', 'X: y\n', 100_000)],
  ])(
    '%s',
    async (_, raw) => {
      // Work, not time: a busy machine is no hang.
      const begin = process.threadCpuUsage();
      await parseMail(raw);
      const { user, system } = process.threadCpuUsage(begin);
      expect((user + system) / 1000).toBeLessThan(MAX_MILLISECONDS);
    },
    30_000,
  );
});
