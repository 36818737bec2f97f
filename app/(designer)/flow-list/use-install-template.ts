'use client';

import { useMutation } from '@tanstack/react-query';
import { useLocale } from 'next-intl';
import type { Language } from '@/app/i18n/language';
import { useTRPCClient } from '@/app/trpc/client';
import { NEW, readable, type SlotChoices } from './template-setup';

interface Wanted {
  template: string;
  name: string;
  language: Language;
  choices: SlotChoices;
}

/** Makes what was asked for, binds the slots to it, and makes a flow of the template. */
export function useInstallTemplate(done: (flowId: string) => void) {
  const api = useTRPCClient();
  const language = useLocale();
  return useMutation({
    mutationFn: async ({ choices, ...wanted }: Wanted) => {
      const bindings: Record<string, string> = {};
      for (const [slot, choice] of Object.entries(choices))
        bindings[slot] = choice === NEW ? await make(slot) : choice;
      return api.flows.installTemplate.mutate({ ...wanted, bindings });
    },
    onSuccess: ({ id }) => done(id),
  });

  async function make(slot: string): Promise<string> {
    const [kind = '', name = ''] = slot.split(':');
    const title = { [language]: readable(name) };
    if (kind === 'queue') {
      const queue = { name: title, color: null, distribution: 'pull' as const, sla: null };
      return (await api.queues.add.mutate(queue)).id;
    }
    const day = [{ from: '09:00', to: '17:00' }];
    const weekly = { '1': day, '2': day, '3': day, '4': day, '5': day };
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const hours = { timeZone, weekly, holidays: null, exceptions: [] };
    return (await api.calendars.add.mutate({ name: title, hours })).id;
  }
}
