/** One recipient group of a delivery status notification (RFC 3464 section 2.3). */
export interface RecipientStatus {
  recipient: string;
  /** The address the mail was sent to, where it is another; else empty. */
  originalRecipient: string;
  action: string;
  /** RFC 3463 code such as 5.1.1; empty when missing. */
  status: string;
  diagnostic: string;
}

function addressIn(value: string): string {
  const withoutType = value.replace(/^\s*(?:rfc822|utf-8|system|unknown|x400|smtp)\s*;\s*/i, '');
  // X.400 and fax gateways write the address as an attribute ("dda:SMTP=user@example.com;").
  const found = /[^\s<>()[\];,"]+@[^\s<>()[\];,"]+/.exec(withoutType)?.[0] ?? withoutType.trim();
  return found
    .replace(/^(?:.{0,200}[:;])?smtp=/i, '')
    .replace(/^<|>$/g, '')
    .replace(/[.,;:]+$/, '');
}

function groupsOf(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let lastKey = '';
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      if (group.size > 0) groups.push(group);
      group = new Map();
      lastKey = '';
      continue;
    }
    const field = /^([A-Za-z][A-Za-z0-9-]{1,60})\s*:\s*(.*)$/.exec(line);
    if (field?.[1]) {
      lastKey = field[1].toLowerCase();
      // Some senders leave out the blank line between recipients: a repeated field starts the next group.
      if (lastKey === 'final-recipient' && group.has(lastKey)) {
        groups.push(group);
        group = new Map();
      }
      if (!group.has(lastKey)) group.set(lastKey, field[2] ?? '');
    } else if (lastKey !== '') {
      group.set(lastKey, `${group.get(lastKey) ?? ''} ${line.trim()}`);
    }
    if (groups.length > 500) break;
  }
  if (group.size > 0) groups.push(group);
  return groups;
}

/** Reads the recipients of a message/delivery-status body. Empty when it has none. */
export function readDeliveryStatus(text: string): RecipientStatus[] {
  const recipients: RecipientStatus[] = [];
  for (const group of groupsOf(text)) {
    const recipient =
      group.get('final-recipient') ?? group.get('original-recipient') ?? group.get('x-actual-recipient');
    const action = (group.get('action') ?? '').trim().toLowerCase().split(/[\s(]/)[0] ?? '';
    const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(group.get('status') ?? '')?.[0] ?? '';
    if (recipient === undefined && (action === '' || status === '')) continue;
    const original = addressIn(group.get('original-recipient') ?? '');
    const final = addressIn(recipient ?? '');
    // A mailbox name on the last host is no address that anybody wrote to.
    const shown = /@.+\./.test(final) || original === '' ? final : original;
    const passedOn = original.includes('@') && original.toLowerCase() !== shown.toLowerCase();
    recipients.push({
      recipient: shown,
      originalRecipient: passedOn ? original : '',
      action,
      status,
      diagnostic: (
        group.get('diagnostic-code') ??
        /\((.{3,300})\)/.exec(group.get('status') ?? '')?.[1] ??
        ''
      )
        .replace(/^\s*(?:smtp|x-[\w-]+|dns|x400)\s*;\s*/i, '')
        .trim(),
    });
  }
  return recipients;
}
