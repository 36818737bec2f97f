import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';
import type { Week } from '../inspector/hours/week';

type Inputs = inferRouterInputs<AppRouter>;

/** Kinds of things that a flow names and that can be set up without leaving it. */
export const creatableKinds = ['queue', 'calendar', 'mailbox', 'chat', 'hook', 'team', 'agent'] as const;
export type CreatableKind = (typeof creatableKinds)[number];

/** What was made. */
export interface CreatedThing {
  id: string;
  slot: string;
  name: string;
  /** Of a new colleague: the link by which he comes in, once. */
  loginPath?: string;
}

/** What the form holds, for all kinds together: only the fields of the kind are shown. */
export interface ThingForm {
  name: string;
  distribution: 'pull' | 'push';
  /** Hours; empty: nothing is promised. */
  firstReply: number | '';
  timeZone: string;
  weekly: Week;
  holidays: string | null;
  address: string;
  incoming: 'imap' | 'listener';
  imapHost: string;
  smtpHost: string;
  smtpPort: number;
  smtpSecurity: 'tls' | 'starttls';
  user: string;
  password: string;
  site: string;
  members: string[];
  email: string;
  role: Inputs['users']['add']['role'];
}

const officeDay = [{ from: '09:00', to: '17:00' }];

/** Where most begin: the working week. */
export function emptyThing(name: string, timeZone: string): ThingForm {
  return {
    name,
    distribution: 'pull',
    firstReply: '',
    timeZone,
    weekly: { '1': officeDay, '2': officeDay, '3': officeDay, '4': officeDay, '5': officeDay },
    holidays: null,
    address: '',
    incoming: 'imap',
    imapHost: '',
    smtpHost: '',
    smtpPort: 587,
    smtpSecurity: 'starttls',
    user: '',
    password: '',
    site: '',
    members: [],
    email: '',
    role: 'agent',
  };
}

/** The fields that have to be filled in before a thing of this kind can be made. */
export function missingFields(kind: CreatableKind, form: ThingForm): (keyof ThingForm)[] {
  const needed: (keyof ThingForm)[] = ['name'];
  if (kind === 'mailbox') {
    needed.push('address');
    if (form.incoming === 'imap') needed.push('imapHost', 'smtpHost', 'user', 'password');
  }
  if (kind === 'agent') needed.push('email');
  const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text.trim());
  return needed.filter((field) => {
    const value = String(form[field]).trim();
    return value === '' || ((field === 'address' || field === 'email') && !isAddress(value));
  });
}

/** What the server is asked to make; `language` is the one that the name was written in. */
export function queueInput(form: ThingForm, language: string): Inputs['queues']['add'] {
  const { firstReply } = form;
  return {
    name: { [language]: form.name.trim() },
    color: null,
    distribution: form.distribution,
    sla:
      firstReply === ''
        ? null
        : {
            firstReplyMinutes: Math.max(1, Math.round(firstReply * 60)),
            nextReplyMinutes: null,
            solveMinutes: null,
            calendarSlot: null,
          },
  };
}

export function calendarInput(form: ThingForm, language: string): Inputs['calendars']['add'] {
  const { timeZone, weekly, holidays } = form;
  return {
    name: { [language]: form.name.trim() },
    hours: { timeZone, weekly, holidays, exceptions: [] },
  };
}

export function mailboxInput(form: ThingForm): Inputs['mailboxes']['add'] {
  const address = form.address.trim().toLowerCase();
  const own = form.incoming === 'listener';
  const user = form.user.trim();
  return {
    name: form.name.trim(),
    addresses: [address],
    enabled: true,
    settings: {
      incoming: own
        ? { kind: 'listener' }
        : { kind: 'imap', host: form.imapHost.trim(), port: 993, security: 'tls', user },
      outgoing: own
        ? { kind: 'outbox' }
        : {
            kind: 'smtp',
            host: form.smtpHost.trim(),
            port: form.smtpPort,
            security: form.smtpSecurity,
            user,
          },
    },
    secrets: own ? {} : { imapPassword: form.password, smtpPassword: form.password },
  };
}
