'use client';

import { Alert, Button, Checkbox, Group, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { localizedText } from '@/runtime/flow/localized';
import dialogFoot from '../shared/dialog-foot.module.css';
import type { MadeThing } from './use-set-up';

export interface LeftThingsProps {
  /** What was set up and that the flow, if there is one, does not work with. */
  made: readonly MadeThing[];
  /** Back to where one was; absent where there is no way back. */
  onBack?: () => void;
  onDone(): void;
}

/**
 * Queues, mailboxes and the like that were set up on the way to a flow that is not made after all: they are there, and go
 * only if somebody says so. What is used by now stays.
 */
export function LeftThings({ made, onBack, onDone }: LeftThingsProps) {
  const t = useTranslations('designer.setUp.left');
  const kinds = useTranslations('designer.setUp.kinds');
  const locale = useLocale();
  const sentence = useErrorSentence();
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const uses = useQuery(
    useTRPC().things.uses.queryOptions({ things: [...made] }, { staleTime: 0, gcTime: 0 }),
  );
  const discard = useDiscard(onDone);
  const isFree = (use: { flows: unknown[]; settings: unknown[]; tickets: number }) =>
    use.flows.length + use.settings.length + use.tickets === 0;
  const chosen = (uses.data ?? []).filter((use) => isFree(use) && !kept.has(use.id));
  return (
    <Modal opened onClose={onBack ?? onDone} title={t('title')} size="lg">
      <Stack>
        <Text>{t('explain', { count: made.length })}</Text>
        {(uses.error ?? discard.error) && <Alert color="red">{sentence(uses.error ?? discard.error)}</Alert>}
        {!uses.data && !uses.error && <Skeleton h={40 * made.length} />}
        {uses.data?.map((use) => (
          <Checkbox
            key={use.id}
            checked={isFree(use) && !kept.has(use.id)}
            disabled={!isFree(use)}
            label={t('thing', { kind: kinds(use.kind), name: localizedText(use.name, locale, ['de', 'en']) })}
            description={isFree(use) ? undefined : t('inUse')}
            onChange={(event) => setKept(toggled(kept, use.id, !event.currentTarget.checked))}
          />
        ))}
        <Group className={dialogFoot.foot}>
          {onBack && (
            <Button variant="subtle" color="gray" onClick={onBack}>
              {t('back')}
            </Button>
          )}
          <Group ml="auto">
            <Button variant="default" data-autofocus onClick={onDone}>
              {t('keep')}
            </Button>
            <Button
              color="red"
              disabled={chosen.length === 0}
              loading={discard.isPending}
              onClick={() => discard.mutate({ things: chosen.map(({ kind, id }) => ({ kind, id })) })}
            >
              {t('remove', { count: chosen.length })}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}

function useDiscard(onDone: () => void) {
  const t = useTranslations('designer.setUp.left');
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation(
    trpc.things.removeUnused.mutationOptions({
      onSuccess: async (removed, { things }) => {
        await queries.invalidateQueries();
        const stayed = things.length - removed.length;
        notifications.show({
          color: stayed === 0 ? 'teal' : 'yellow',
          message: t('done', { removed: removed.length, stayed }),
        });
        onDone();
      },
    }),
  );
}

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
