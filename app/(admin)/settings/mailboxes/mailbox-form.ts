import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';
import type { Mailbox } from './mailboxes';

export type Security = 'tls' | 'starttls' | 'none';
export type MailboxInput = inferRouterInputs<AppRouter>['mailboxes']['add'];

/** What the form holds: flat, and with passwords only as they are typed. */
export interface MailboxForm {
  name: string;
  addresses: string[];
  enabled: boolean;
  incoming: 'listener' | 'imap';
  imapHost: string;
  imapPort: number;
  imapSecurity: Security;
  imapUser: string;
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
  smtpPassword: string;
  perMinute: number | '';
  keepsSentCopy: boolean;
  /** Empty: the folder that the server marks as the one for sent mail. */
  sentFolder: string;
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
    smtpPassword: '',
    perMinute: smtp?.perMinute ?? '',
    keepsSentCopy: Boolean(smtp?.sentCopy),
    sentFolder: smtp?.sentCopy?.folder ?? '',
    signatureDe: mailbox?.settings.signature.de ?? '',
    signatureEn: mailbox?.settings.signature.en ?? '',
  };
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
        form.incoming === 'listener'
          ? { kind: 'listener' }
          : {
              ...storedImap,
              kind: 'imap',
              host: form.imapHost.trim(),
              port: form.imapPort,
              security: form.imapSecurity,
              user: form.imapUser.trim(),
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
              perMinute: form.perMinute === '' ? null : form.perMinute,
              sentCopy: form.keepsSentCopy ? { folder: form.sentFolder.trim() || null } : null,
            },
      processingLimit: form.processingLimit === '' ? null : form.processingLimit,
      signature: { ...stored?.signature, de: form.signatureDe, en: form.signatureEn },
    },
    secrets: {
      ...(form.imapPassword ? { imapPassword: form.imapPassword } : {}),
      ...(form.smtpPassword ? { smtpPassword: form.smtpPassword } : {}),
    },
  };
}
