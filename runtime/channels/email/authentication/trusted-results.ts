import type { AuthenticationResult, MessageAuthentication } from '@/runtime/flow/facts';
import { resultOf, verdictOf } from './verdict-of';

interface Header {
  name: string;
  value: string;
}

/**
 * What the mailbox's own server found out when it took a mail: its Authentication-Results (RFC 8601). Only lines with its
 * name are believed (`server` itself or a host below it), because a sender can write such lines too; of several the topmost
 * one counts for each method, because servers put theirs on top. Null where it wrote none.
 * @param server lower case; `''` is a server that leaves its name out (Microsoft does): then the topmost line is its.
 */
export function trustedResults(
  headers: readonly Header[],
  server: string,
  fromDomain: string,
): MessageAuthentication | null {
  const lines = headers
    .filter(({ name }) => name.toLowerCase() === 'authentication-results')
    .map(({ value }) => readLine(value));
  const trusted = server === '' ? lines.slice(0, 1) : lines.filter(({ by }) => isBelow(by, server));
  const [first] = trusted;
  if (!first || (server === '' && first.by !== '')) return null;
  const found = new Map<string, Finding[]>();
  for (const { findings } of trusted) {
    const ofLine = Map.groupBy(findings, ({ method }) => method);
    for (const [method, all] of ofLine) if (!found.has(method)) found.set(method, all);
  }
  if (found.size === 0) return null;
  const best = (method: string): AuthenticationResult => {
    const results = (found.get(method) ?? []).map(({ result }) => result);
    return method === 'dkim' && results.includes('pass') ? 'pass' : (results[0] ?? 'none');
  };
  const signedBy = (found.get('dkim') ?? []).flatMap(({ result, properties }) =>
    result === 'pass' ? domainOf(properties.get('header.d') ?? properties.get('header.i') ?? '') : [],
  );
  return verdictOf({
    domain: fromDomain.toLowerCase(),
    spf: best('spf'),
    dkim: best('dkim'),
    dmarc: best('dmarc'),
    arc: best('arc'),
    signedBy: [...new Set(signedBy)].slice(0, 20),
    checkedBy: first.by || 'outlook.com',
    spfDomain: domainOf(found.get('spf')?.[0]?.properties.get('smtp.mailfrom') ?? '')[0] ?? '',
  });
}

interface Finding {
  method: string;
  result: AuthenticationResult;
  properties: Map<string, string>;
}

function readLine(value: string): { by: string; findings: Finding[] } {
  const parts = withoutComments(value)
    .split(';')
    .map((part) => part.trim());
  const [first = ''] = parts;
  const hasName = !first.includes('=');
  const by = hasName ? (first.split(/\s+/)[0] ?? '').toLowerCase().replace(/^"|"$/g, '') : '';
  const findings = (hasName ? parts.slice(1) : parts).flatMap((part) => {
    const match = /^([a-z][a-z0-9-]*)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(part);
    if (!match?.[1]) return [];
    const properties = new Map<string, string>();
    for (const [, key = '', quoted, plain] of part.matchAll(
      /\b([a-z]+\.[a-z0-9-]+)\s*=\s*(?:"([^"]{0,500})"|([^\s;]{1,500}))/gi,
    )) {
      properties.set(key.toLowerCase(), quoted ?? plain ?? '');
    }
    return [{ method: match[1].toLowerCase(), result: resultOf(match[2]), properties }];
  });
  return { by, findings };
}

/** Comments (RFC 5322, 3.2.2) may hold anything, semicolons and nested ones included. */
function withoutComments(text: string): string {
  let depth = 0;
  let isQuoted = false;
  let kept = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '\\' && (depth > 0 || isQuoted)) {
      index += 1;
      continue;
    }
    if (character === '"' && depth === 0) isQuoted = !isQuoted;
    if (character === '(' && !isQuoted) depth += 1;
    if (depth === 0) kept += character;
    if (character === ')' && depth > 0 && !isQuoted) depth -= 1;
  }
  return kept;
}

function isBelow(host: string, server: string): boolean {
  return host === server || host.endsWith(`.${server}`);
}

function domainOf(address: string): string[] {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .replace(/[<>"]/g, '');
  return /^[a-z0-9.-]{1,253}$/.test(domain) ? [domain] : [];
}
