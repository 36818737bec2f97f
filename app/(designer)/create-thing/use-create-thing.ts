'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { formOf, inputOf, siteOf } from '@/app/(admin)/settings/chats/chat-form';
import { useTRPC, useTRPCClient } from '@/app/trpc/client';
import {
  type CreatableKind,
  type CreatedThing,
  calendarInput,
  mailboxInput,
  queueInput,
  type ThingForm,
} from './thing';

/** Makes the record, waits until pickers and summaries know it, and tells by which name flows call it. */
export function useCreateThing(kind: CreatableKind, created: (thing: CreatedThing) => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const make = useMakers();
  return useMutation({
    mutationFn: async (form: ThingForm): Promise<CreatedThing> => ({
      name: form.name.trim(),
      ...(await make[kind](form)),
    }),
    onSuccess: async (thing) => {
      await queries.invalidateQueries(trpc.flows.environment.pathFilter());
      created(thing);
    },
  });
}

type Maker = (form: ThingForm) => Promise<Omit<CreatedThing, 'name'>>;

function useMakers(): Record<CreatableKind, Maker> {
  const api = useTRPCClient();
  const language = useLocale();
  const chat = useTranslations('chat');
  return {
    queue: async (form) => {
      const { id } = await api.queues.add.mutate(queueInput(form, language));
      return { id, slot: slotOf(await api.queues.list.query(), id) };
    },
    calendar: async (form) => {
      const { id } = await api.calendars.add.mutate(calendarInput(form, language));
      return { id, slot: slotOf(await api.calendars.list.query(), id) };
    },
    mailbox: async (form) => {
      const { id, slot } = await api.mailboxes.add.mutate(mailboxInput(form));
      return { id, slot };
    },
    chat: async (form) => {
      const site = siteOf(form.site);
      const start = formOf(null, language, { de: chat('greetingDe'), en: chat('greetingEn') });
      const { id } = await api.chats.add.mutate(
        inputOf({ ...start, name: form.name.trim(), allowedOrigins: site ? [site] : [] }),
      );
      return { id, slot: slotOf(await api.chats.list.query(), id) };
    },
    hook: async (form) => {
      const name = form.name.trim();
      const { id } = await api.hooks.add.mutate({
        name,
        enabled: true,
        signed: false,
        key: '',
        answerBy: null,
      });
      return { id, slot: slotOf(await api.hooks.list.query(), id) };
    },
    team: async (form) =>
      api.teams.add.mutate({ name: { [language]: form.name.trim() }, memberIds: form.members }),
    agent: async (form) => {
      const { user, loginPath } = await api.users.add.mutate({
        name: form.name.trim(),
        email: form.email.trim(),
        role: form.role,
      });
      const { slot } = await api.teams.nameAgent.mutate({ id: user.id });
      return { id: user.id, slot: slot ?? '', loginPath };
    },
  };
}

function slotOf(records: readonly { id: string; slot: string }[], id: string): string {
  return records.find((record) => record.id === id)?.slot ?? '';
}
