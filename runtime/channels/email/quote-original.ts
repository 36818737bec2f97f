import { DateTime } from 'luxon';
import type { Party } from '@/runtime/flow/facts';
import { sanitizeHtml } from './parse/sanitize-html';

/** A message as it is quoted below an answer or passed on. */
export interface QuotedMessage {
  from: Party;
  to: Party[];
  cc: Party[];
  subject: string;
  at: Date;
  /** Everything that was written, with what it quoted itself. */
  text: string;
  /** As it is stored: sanitised, pictures from elsewhere and inline ones named in data attributes. */
  html: string | null;
  /** Content-IDs of the pictures that go along. */
  contentIds: string[];
}

export interface Quotation {
  text: string;
  html: string;
}

interface QuoteFormat {
  /** Any language tag; everything but German is written in English. */
  language: string | null;
  timeZone: string;
}

/** More than this is no use to anybody in a quotation. */
const MAX_TEXT = 100_000;
const MAX_HTML = 400_000;

const citing = 'type="cite" style="margin: 0 0 0 0.8ex; border-left: 1px solid #ccc; padding-left: 1ex"';

/** What an answer carries below it: "Am ... schrieb ...:" or "On ... wrote:" and the message, marked as quotation. */
export function quoteOriginal(message: QuotedMessage, format: QuoteFormat): Quotation {
  const line = attributionLine(message, format);
  return {
    text: `${line}\n\n${quotedLines(message.text)}`,
    html: `<div class="gmail_quote"><div>${escapeHtml(line)}</div><blockquote ${citing}>${bodyHtml(message)}</blockquote></div>`,
  };
}

/** What a forwarded message carries: its own head, then the message as it came. */
export function quoteForwarded(message: QuotedMessage, format: QuoteFormat): Quotation {
  const german = isGerman(format);
  const list = (parties: Party[]) => parties.map(writeParty).join(', ');
  const head = [
    [german ? 'Von' : 'From', writeParty(message.from)],
    [german ? 'Datum' : 'Date', writeTime(message.at, format)],
    [german ? 'Betreff' : 'Subject', message.subject],
    [german ? 'An' : 'To', list(message.to)],
    ...(message.cc.length > 0 ? [['Cc', list(message.cc)]] : []),
  ].map(([name, value]) => `${name}: ${value}`);
  const rule = german
    ? '---------- Weitergeleitete Nachricht ----------'
    : '---------- Forwarded message ----------';
  return {
    text: [rule, ...head, '', message.text.slice(0, MAX_TEXT)].join('\n'),
    html: `<div class="gmail_quote"><div>${[rule, ...head].map(escapeHtml).join('<br>')}</div><br>${bodyHtml(message)}</div>`,
  };
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Text as HTML that looks the same: nothing in it is markup. */
export function textAsHtml(text: string): string {
  return escapeHtml(text).replace(/\r?\n/g, '<br>');
}

function isGerman({ language }: QuoteFormat): boolean {
  return language?.toLowerCase().startsWith('de') ?? false;
}

function attributionLine({ from, at }: QuotedMessage, format: QuoteFormat): string {
  return isGerman(format)
    ? `Am ${writeTime(at, format)} schrieb ${writeParty(from)}:`
    : `On ${writeTime(at, format)} ${writeParty(from)} wrote:`;
}

function writeTime(at: Date, format: QuoteFormat): string {
  const local = DateTime.fromJSDate(at, { zone: format.timeZone });
  const time = local.isValid ? local : DateTime.fromJSDate(at, { zone: 'utc' });
  return isGerman(format)
    ? time.setLocale('de').toFormat("dd.MM.yyyy 'um' HH:mm")
    : time.setLocale('en').toFormat("ccc, LLL d, yyyy 'at' HH:mm");
}

function writeParty({ name, address }: Party): string {
  if (name === '') return address;
  return address === '' ? name : `${name} <${address}>`;
}

function quotedLines(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => (line.startsWith('>') || line === '' ? `>${line}` : `> ${line}`))
    .join('\n');
}

/** The stored HTML with its pictures as they were; only those that go along are named. */
function bodyHtml({ html, text, contentIds }: QuotedMessage): string {
  if (html === null || html.length > MAX_HTML) return textAsHtml(text.slice(0, MAX_TEXT));
  return namePictures(sanitizeHtml(html, { remoteImages: 'show' }), contentIds);
}

/** `data-cid` of stored HTML as the `cid:` address that mail programs know (RFC 2392); other pictures lose it. */
export function namePictures(html: string, contentIds: string[]): string {
  return html.replace(/ data-cid="([^"]*)"/g, (_, id: string) =>
    contentIds.includes(id.replaceAll('&amp;', '&')) ? ` src="cid:${id}"` : '',
  );
}
