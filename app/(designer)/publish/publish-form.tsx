'use client';

import {
  Alert,
  Button,
  Checkbox,
  Group,
  Input,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
} from '@mantine/core';
import { IconCalendarClock, IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import dialogFoot from '../shared/dialog-foot.module.css';
import { ClockInput } from '../simulator/clock-input';
import { useEditorState } from '../use-editor';
import { ScenarioResult } from './scenario-result';
import { usePublish } from './use-publish';
import { type MoveChoices, WaitingChoices } from './waiting-choices';

/** In an hour, on the hour: nobody plans for this very minute. */
function nextHour(): number {
  const hour = 3_600_000;
  return Math.ceil(Date.now() / hour) * hour + hour;
}

interface PublishFormProps {
  warnings: number;
  onClose(): void;
}

/** When, why, what the scenarios say, and what becomes of what is under way. */
export function PublishForm({ warnings, onClose }: PublishFormProps) {
  const t = useTranslations('publish');
  const designer = useTranslations('designer.publish');
  const sentence = useErrorSentence();
  const [note, setNote] = useState('');
  const [moves, setMoves] = useState<MoveChoices>({});
  const [at, setAt] = useState<number | null>(null);
  const [callOff, setCallOff] = useState(true);
  const plan = usePlan();
  const { submit, pending, error, unsaved } = usePublish(onClose);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit({ note, moves, at, callOff: plan !== null && callOff });
      }}
    >
      <Stack>
        <When at={at} onChange={setAt} />
        <Textarea
          data-autofocus
          label={designer('note')}
          description={designer('noteHelp')}
          autosize
          minRows={2}
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {warnings > 0 && (
          <Text c="dimmed" size="xs">
            {designer('warnings', { count: warnings })}
          </Text>
        )}
        <ScenarioResult onShow={onClose} />
        <WaitingChoices choices={moves} onChange={setMoves} />
        {plan !== null && at === null && (
          <Checkbox
            label={t('callOff', { time: plan })}
            description={t('callOffHelp')}
            checked={callOff}
            onChange={(event) => setCallOff(event.currentTarget.checked)}
          />
        )}
        {plan !== null && at !== null && <Alert color="yellow">{t('replacesPlan', { time: plan })}</Alert>}
        {unsaved && <Alert color="red">{designer('unsaved')}</Alert>}
        {error && <Alert color="red">{sentence(error)}</Alert>}
        <Group justify="flex-end" className={dialogFoot.foot}>
          <Button variant="default" onClick={onClose}>
            {designer('cancel')}
          </Button>
          <Button
            type="submit"
            loading={pending}
            leftSection={at === null ? <IconRocket size={16} /> : <IconCalendarClock size={16} />}
          >
            {at === null ? designer('publish') : t('submitLater')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function When({ at, onChange }: { at: number | null; onChange(at: number | null): void }) {
  const t = useTranslations('publish.when');
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const timeZone = useEditorState((state) => state.environment?.installation.timeZone) ?? own;
  const [earliest] = useState(() => Date.now());
  return (
    <Stack gap="xs">
      <Input.Wrapper label={t('label')}>
        <SegmentedControl
          fullWidth
          aria-label={t('label')}
          value={at === null ? 'now' : 'later'}
          onChange={(value) => onChange(value === 'now' ? null : nextHour())}
          data={[
            { value: 'now', label: t('now') },
            { value: 'later', label: t('later') },
          ]}
        />
      </Input.Wrapper>
      {at !== null && (
        <ClockInput label={t('at')} at={at} timeZone={timeZone} earliest={earliest} change={onChange} />
      )}
      <Text size="sm" c="dimmed">
        {t(at === null ? 'explainNow' : 'explainLater')}
      </Text>
    </Stack>
  );
}

/** The time of the publication that is planned already; `null` where there is none. */
function usePlan(): string | null {
  const trpc = useTRPC();
  const format = useFormatter();
  const id = useEditorState((state) => state.flowId);
  const { data } = useQuery(trpc.publishing.planned.queryOptions({ id }));
  if (!data?.planned) return null;
  return format.dateTime(data.planned.at, { dateStyle: 'medium', timeStyle: 'short' });
}
