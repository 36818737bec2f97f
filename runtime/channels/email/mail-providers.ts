/** Servers of one provider, as its help pages name them. */
export interface MailProvider {
  name: string;
  imap: { host: string; port: number; security: 'tls' | 'starttls' };
  smtp: { host: string; port: number; security: 'tls' | 'starttls' };
  /** `oauth`: passwords are no longer accepted; `appPassword`: an own password for programs must be made there first. */
  login: 'password' | 'appPassword' | 'oauth';
  /**
   * What its servers call themselves in Authentication-Results (or the domain above them); `''`: they leave their name out;
   * missing: they write none.
   */
  authenticationServer?: string;
}

const tls = (host: string) => ({ host, port: 993, security: 'tls' as const });
const submission = (host: string) => ({ host, port: 587, security: 'starttls' as const });
const smtps = (host: string) => ({ host, port: 465, security: 'tls' as const });

const PROVIDERS: (MailProvider & { domains: string[] })[] = [
  {
    name: 'Google Mail',
    domains: ['gmail.com', 'googlemail.com'],
    imap: tls('imap.gmail.com'),
    authenticationServer: 'mx.google.com',
    smtp: smtps('smtp.gmail.com'),
    login: 'appPassword',
  },
  {
    name: 'Microsoft 365 / Outlook',
    domains: ['outlook.com', 'outlook.de', 'hotmail.com', 'hotmail.de', 'live.com', 'live.de', 'msn.com'],
    imap: tls('outlook.office365.com'),
    authenticationServer: '',
    smtp: submission('smtp.office365.com'),
    login: 'oauth',
  },
  {
    name: 'GMX',
    domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch'],
    imap: tls('imap.gmx.net'),
    authenticationServer: 'gmx.net',
    smtp: submission('mail.gmx.net'),
    login: 'password',
  },
  {
    name: 'WEB.DE',
    domains: ['web.de'],
    imap: tls('imap.web.de'),
    authenticationServer: 'web.de',
    smtp: submission('smtp.web.de'),
    login: 'password',
  },
  {
    name: 'Telekom Mail',
    domains: ['t-online.de', 'magenta.de'],
    imap: tls('secureimap.t-online.de'),
    smtp: smtps('securesmtp.t-online.de'),
    login: 'appPassword',
  },
  {
    name: 'IONOS',
    domains: ['ionos.de', 'online.de', 'onlinehome.de', '1und1.de'],
    imap: tls('imap.ionos.de'),
    smtp: smtps('smtp.ionos.de'),
    login: 'password',
  },
  {
    name: 'STRATO',
    domains: ['strato.de'],
    imap: tls('imap.strato.de'),
    smtp: smtps('smtp.strato.de'),
    login: 'password',
  },
  {
    name: 'freenet',
    domains: ['freenet.de'],
    imap: tls('mx.freenet.de'),
    smtp: submission('mx.freenet.de'),
    login: 'password',
  },
  {
    name: 'iCloud Mail',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    imap: tls('imap.mail.me.com'),
    authenticationServer: 'icloud.com',
    smtp: submission('smtp.mail.me.com'),
    login: 'appPassword',
  },
  {
    name: 'Yahoo Mail',
    domains: ['yahoo.com', 'yahoo.de', 'yahoo.co.uk', 'ymail.com'],
    imap: tls('imap.mail.yahoo.com'),
    authenticationServer: 'yahoo.com',
    smtp: smtps('smtp.mail.yahoo.com'),
    login: 'appPassword',
  },
  {
    name: 'mailbox.org',
    domains: ['mailbox.org'],
    imap: tls('imap.mailbox.org'),
    authenticationServer: 'mailbox.org',
    smtp: smtps('smtp.mailbox.org'),
    login: 'password',
  },
  {
    name: 'Posteo',
    domains: ['posteo.de', 'posteo.net'],
    imap: tls('posteo.de'),
    authenticationServer: 'posteo.de',
    smtp: smtps('posteo.de'),
    login: 'password',
  },
  {
    name: 'Fastmail',
    domains: ['fastmail.com', 'fastmail.fm'],
    imap: tls('imap.fastmail.com'),
    authenticationServer: 'messagingengine.com',
    smtp: smtps('smtp.fastmail.com'),
    login: 'appPassword',
  },
];

/** Mail servers behind a company's own domain, told by its MX host. */
const BY_MX: { ending: string; provider: string }[] = [
  { ending: '.google.com', provider: 'Google Mail' },
  { ending: '.googlemail.com', provider: 'Google Mail' },
  { ending: '.mail.protection.outlook.com', provider: 'Microsoft 365 / Outlook' },
  { ending: '.ionos.de', provider: 'IONOS' },
  { ending: '.kundenserver.de', provider: 'IONOS' },
  { ending: '.rzone.de', provider: 'STRATO' },
  { ending: '.mailbox.org', provider: 'mailbox.org' },
  { ending: '.messagingengine.com', provider: 'Fastmail' },
];

/** The provider of an address, by its domain or, where that is a company's own, by the hosts of its MX records. */
export function findMailProvider(address: string, mxHosts: string[] = []): MailProvider | null {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const byDomain = PROVIDERS.find((provider) => provider.domains.includes(domain));
  if (byDomain) return byDomain;
  for (const host of mxHosts) {
    const match = BY_MX.find(({ ending }) => `.${host.toLowerCase()}`.endsWith(ending));
    if (match) return PROVIDERS.find((provider) => provider.name === match.provider) ?? null;
  }
  return null;
}

/** What the mail server behind an IMAP host calls itself in Authentication-Results; null where that is not known. */
export function authenticationServerOf(imapHost: string): string | null {
  const host = imapHost.toLowerCase();
  return PROVIDERS.find(({ imap }) => imap.host === host)?.authenticationServer ?? null;
}
