import type { MailProvider } from '@/runtime/channels/email/mail-providers';
import type { MailboxForm } from './mailbox-form';

type Servers = Pick<
  MailboxForm,
  'imapHost' | 'imapPort' | 'imapSecurity' | 'smtpHost' | 'smtpPort' | 'smtpSecurity'
>;
type Filled = Servers &
  Pick<MailboxForm, 'imapLogin' | 'smtpLogin' | 'imapUser' | 'smtpUser' | 'oauthProvider'>;

/** What was filled in last, so that it can be told from what somebody typed. */
export interface Filling {
  provider: MailProvider;
  address: string;
}

/**
 * The fields that a provider fills in for an address: all servers where none was typed or the last provider's stand there
 * untouched, else none; names for signing in where nothing else was typed.
 */
export function providerFields(
  form: MailboxForm,
  { provider, address }: Filling,
  before: Filling | null,
): Partial<Filled> {
  const untouched = before !== null && sameServers(form, serversOf(before.provider));
  if (!untouched && (form.imapHost || form.smtpHost)) return {};
  const login = provider.login === 'oauth' ? 'oauth' : 'password';
  const named = (typed: string) => (typed === '' || typed === before?.address ? address : typed);
  return {
    ...serversOf(provider),
    imapLogin: login,
    smtpLogin: login,
    oauthProvider: provider.name.startsWith('Microsoft') ? 'microsoft' : 'google',
    imapUser: named(form.imapUser),
    smtpUser: named(form.smtpUser),
  };
}

/** Whether a form's servers are those of a provider, so that what is said of him holds. */
export function usesProvider(form: MailboxForm, provider: MailProvider): boolean {
  return sameServers(form, serversOf(provider));
}

function serversOf({ imap, smtp }: MailProvider): Servers {
  return {
    imapHost: imap.host,
    imapPort: imap.port,
    imapSecurity: imap.security,
    smtpHost: smtp.host,
    smtpPort: smtp.port,
    smtpSecurity: smtp.security,
  };
}

function sameServers(form: MailboxForm, servers: Servers): boolean {
  return (Object.keys(servers) as (keyof Servers)[]).every((name) => form[name] === servers[name]);
}
