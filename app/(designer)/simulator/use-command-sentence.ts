'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import type { Command } from '@/runtime/flow/execution';
import type { JsonObject } from '@/runtime/flow/json';
import { showJson } from '../inspector/scope/show-json';
import { useEditorState } from '../use-editor';
import { useSimulatorTimeZone } from './use-simulator';

/** What a command would do, in a sentence; `null` for what nobody outside would notice. */
export function useCommandSentence(): (command: Command) => string | null {
  const t = useTranslations('simulator.commands');
  const format = useFormatter();
  const locale = useLocale();
  const environment = useEditorState((state) => state.environment);
  const timeZone = useSimulatorTimeZone();
  return useCallback(
    (command) => {
      switch (command.type) {
        case 'sendMessage':
          return t(command.purpose === 'notification' ? 'notify' : 'reply', {
            subject: command.body.subject ?? '',
          });
        case 'enqueueTicket':
          return t('enqueue', { queue: environment?.queues[command.queue]?.name ?? command.queue });
        case 'assignTicket':
          return t('assign', { who: command.agent ?? command.team ?? '' });
        case 'setTicketFields':
          return t('fields', { fields: pairs(command.fields, locale) });
        case 'setCustomerFields':
          return t('customerFields', { fields: pairs(command.fields, locale) });
        case 'addNote':
          return t('note', { text: command.text });
        case 'closeTicket':
          return command.reason === null ? t('close') : t('closeBecause', { reason: command.reason });
        case 'reopenTicket':
          return t('reopen');
        case 'mergeTicket':
          return t('merge', { ticket: command.into });
        case 'startTimer':
          return t('timer', {
            time: format.dateTime(command.at, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
          });
        case 'callActivity':
          return t('activity');
        case 'startSubflow':
          return t('subflow', { flow: command.flow });
        case 'emitEvent':
          return t('event', { name: command.name });
        case 'cancelTimer':
          return null;
      }
    },
    [t, format, locale, environment, timeZone],
  );
}

function pairs(fields: JsonObject, locale: string): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} = ${showJson(value, locale)}`)
    .join(', ');
}
