import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';
import type { Mailbox } from './mailbox';

export type Security = 'tls' | 'starttls' | 'none';
export type Login = 'password' | 'oauth';
export type MailboxInput = inferRouterInputs<AppRouter>['mailboxes']['add'];

/** What the form holds: flat, and with passwords only as they are typed. */
export interface MailboxForm {
  name: string;
  addresses: string[];
  enabled: boolean;
  incoming: 'listener' | 'imap' | 'push';
  imapHost: string;
  imapPort: number;
  imapSecurity: Security;
  imapUser: string;
  imapLogin: Login;
  imapPassword: string;
  imapFolders: string[];
  firstFetch: 'unseen' | 'all' | 'new';
  afterFetch: 'seen' | 'move' | 'nothing';
  moveFolder: string;
  processingLimit: number | '';
  outgoing: 'outbox' | 'smtp';
  smtpHost: string;
  smtpPort: number;
  smtpSecurity: Security;
  smtpUser: string;
  smtpLogin: Login;
  smtpPassword: string;
  perMinute: number | '';
  keepsSentCopy: boolean;
  /** Empty: the folder that the server marks as the one for sent mail. */
  sentFolder: string;
  oauthProvider: 'google' | 'microsoft' | 'other';
  oauthClientId: string;
  oauthClientSecret: string;
  oauthTenant: string;
  oauthAuthorizeUrl: string;
  oauthTokenUrl: string;
  oauthScope: string;
  answersInAddress: boolean;
  answersInReturnPath: boolean;
  answersInSubject: boolean;
  /** Empty: known by the provider, or nobody's word is taken. */
  authenticationServer: string;
  fromName: string;
  replyTo: string;
  /** Web page or address; empty: none. */
  unsubscribe: string;
  quoteOriginal: boolean;
  signs: boolean;
  dkimDomain: string;
  dkimSelector: string;
  signatureDe: string;
  signatureEn: string;
}

export function formOf(mailbox: Mailbox | null, locale: string): MailboxForm {
  const incoming = mailbox?.settings.incoming;
  const outgoing = mailbox?.settings.outgoing;
  const imap = incoming?.kind === 'imap' ? incoming : null;
  const smtp = outgoing?.kind === 'smtp' ? outgoing : null;
  return {
    name: mailbox?.name[locale] ?? '',
    addresses: mailbox?.addresses ?? [],
    enabled: mailbox?.enabled ?? true,
    incoming: incoming?.kind ?? 'imap',
    imapHost: imap?.host ?? '',
    imapPort: imap?.port ?? 993,
    imapSecurity: imap?.security ?? 'tls',
    imapUser: imap?.user ?? '',
    imapLogin: imap?.login ?? 'password',
    imapPassword: '',
    imapFolders: imap?.folders ?? ['INBOX'],
    firstFetch: imap?.firstFetch ?? 'unseen',
    afterFetch: imap?.afterFetch.kind ?? 'seen',
    moveFolder: imap?.afterFetch.kind === 'move' ? imap.afterFetch.folder : '',
    processingLimit: mailbox?.settings.processingLimit ?? '',
    outgoing: outgoing?.kind ?? 'smtp',
    smtpHost: smtp?.host ?? '',
    smtpPort: smtp?.port ?? 587,
    smtpSecurity: smtp?.security ?? 'starttls',
    smtpUser: smtp?.user ?? '',
    smtpLogin: smtp?.login ?? 'password',
    smtpPassword: '',
    perMinute: smtp?.perMinute ?? '',
    keepsSentCopy: Boolean(smtp?.sentCopy),
    sentFolder: smtp?.sentCopy?.folder ?? '',
    ...originForm(mailbox),
    signatureDe: mailbox?.settings.signature.de ?? '',
    signatureEn: mailbox?.settings.signature.en ?? '',
  };
}

function originForm(mailbox: Mailbox | null) {
  const settings = mailbox?.settings;
  const { oauth, answers, sending } = settings ?? {};
  const domain = mailbox?.addresses[0]?.split('@')[1] ?? '';
  return {
    oauthProvider: oauth?.provider ?? ('google' as const),
    oauthClientId: oauth?.clientId ?? '',
    oauthClientSecret: '',
    oauthTenant: oauth?.tenant ?? '',
    oauthAuthorizeUrl: oauth?.authorizeUrl ?? '',
    oauthTokenUrl: oauth?.tokenUrl ?? '',
    oauthScope: oauth?.scope ?? '',
    answersInAddress: answers?.address ?? false,
    answersInReturnPath: answers?.returnPath ?? false,
    answersInSubject: answers?.subject ?? false,
    authenticationServer: settings?.authenticationServer ?? '',
    fromName: sending?.fromName ?? '',
    replyTo: sending?.replyTo ?? '',
    unsubscribe: sending?.unsubscribe ?? '',
    quoteOriginal: sending?.quoteOriginal ?? true,
    signs: Boolean(sending?.dkim),
    dkimDomain: sending?.dkim?.domain ?? domain,
    dkimSelector: sending?.dkim?.selector ?? 'stellwerk',
  };
}

/** Whether the mailbox logs in by OAuth2 anywhere. */
export function usesOAuth(form: MailboxForm): boolean {
  return (
    (form.incoming === 'imap' && form.imapLogin === 'oauth') ||
    (form.outgoing === 'smtp' && form.smtpLogin === 'oauth')
  );
}

/** The form as the server takes it; what the form does not show stays as it was. */
export function inputOf(form: MailboxForm, mailbox: Mailbox | null): MailboxInput {
  const stored = mailbox?.settings;
  const storedImap = stored?.incoming.kind === 'imap' ? stored.incoming : null;
  const storedSmtp = stored?.outgoing.kind === 'smtp' ? stored.outgoing : null;
  return {
    name: form.name,
    addresses: form.addresses,
    enabled: form.enabled,
    settings: {
      ...stored,
      incoming:
        form.incoming !== 'imap'
          ? { kind: form.incoming }
          : {
              ...storedImap,
              kind: 'imap',
              host: form.imapHost.trim(),
              port: form.imapPort,
              security: form.imapSecurity,
              user: form.imapUser.trim(),
              login: form.imapLogin,
              folders: form.imapFolders,
              firstFetch: form.firstFetch,
              afterFetch:
                form.afterFetch === 'move'
                  ? { kind: 'move', folder: form.moveFolder.trim() }
                  : { kind: form.afterFetch },
            },
      outgoing:
        form.outgoing === 'outbox'
          ? { kind: 'outbox' }
          : {
              ...storedSmtp,
              kind: 'smtp',
              host: form.smtpHost.trim(),
              port: form.smtpPort,
              security: form.smtpSecurity,
              user: form.smtpUser.trim(),
              login: form.smtpLogin,
              perMinute: form.perMinute === '' ? null : form.perMinute,
              sentCopy: form.keepsSentCopy ? { folder: form.sentFolder.trim() || null } : null,
            },
      ...originInput(form),
      processingLimit: form.processingLimit === '' ? null : form.processingLimit,
      signature: { ...stored?.signature, de: form.signatureDe, en: form.signatureEn },
    },
    secrets: {
      ...(form.imapPassword ? { imapPassword: form.imapPassword } : {}),
      ...(form.smtpPassword ? { smtpPassword: form.smtpPassword } : {}),
      ...(form.oauthClientSecret ? { oauthClientSecret: form.oauthClientSecret } : {}),
    },
  };
}

function originInput(form: MailboxForm): Partial<MailboxInput['settings']> {
  return {
    oauth: usesOAuth(form)
      ? {
          provider: form.oauthProvider,
          clientId: form.oauthClientId.trim(),
          tenant: form.oauthTenant.trim() || null,
          authorizeUrl: form.oauthAuthorizeUrl.trim() || null,
          tokenUrl: form.oauthTokenUrl.trim() || null,
          scope: form.oauthScope.trim(),
        }
      : null,
    authenticationServer: form.authenticationServer.trim() || null,
    answers: {
      address: form.answersInAddress,
      returnPath: form.answersInReturnPath,
      subject: form.answersInSubject,
    },
    sending: {
      fromName: form.fromName,
      replyTo: form.replyTo.trim() || null,
      unsubscribe: form.unsubscribe.trim() || null,
      quoteOriginal: form.quoteOriginal,
      dkim: form.signs ? { domain: form.dkimDomain.trim(), selector: form.dkimSelector.trim() } : null,
    },
  };
}
