'use client';

import { Alert, Badge, Group, SimpleGrid, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useEditorState } from '../use-editor';
import { usePlaceWords } from './place-words';
import classes from './replay.module.css';
import type { ReplayExample, ReplayOutcome } from './replay-store';
import { useReplay, useReplayState } from './use-replay';

/** How many messages would go elsewhere, from where to where, and with how many automatic replies. */
export function ReplayResult({ outcome }: { outcome: ReplayOutcome }) {
  const t = useTranslations('replay');
  const flow = useEditorState((state) => state.flow);
  const walked = useReplayState((state) => state.flow);
  const { comparison, examples, skipped, capped } = outcome;
  const samePlace = [...examples.values()].filter(
    ({ unknown, before, after }) => unknown.length === 0 && before.place === after.place,
  );
  const { otherReplies = [], otherWay = [] } = Object.groupBy(samePlace, ({ before, after }) =>
    before.automaticReplies === after.automaticReplies ? 'otherWay' : 'otherReplies',
  );
  if (comparison.messages === 0) return <Text size="sm">{t('empty', { skipped })}</Text>;
  return (
    <Stack gap="sm">
      {walked !== flow && (
        <Alert color="yellow" p="xs">
          {t('stale')}
        </Alert>
      )}
      <Figures outcome={outcome} />
      {comparison.moves.length === 0 && samePlace.length === 0 && <Text size="sm">{t('allSame')}</Text>}
      {comparison.moves.length > 0 && <Moves outcome={outcome} />}
      <SamePlace title={t('otherReplies', { count: otherReplies.length })} examples={otherReplies} />
      <SamePlace title={t('otherWay', { count: otherWay.length })} examples={otherWay} />
      {(capped || skipped > 0) && (
        <Text size="xs" c="dimmed">
          {capped && t('capped')} {skipped > 0 && t('skipped', { count: skipped })}
        </Text>
      )}
    </Stack>
  );
}

/** Messages that come where they came, but not just as they did. */
function SamePlace({ title, examples }: { title: string; examples: readonly ReplayExample[] }) {
  if (examples.length === 0) return null;
  return (
    <div>
      <Text size="xs" fw={600}>
        {title}
      </Text>
      <Examples examples={examples.slice(0, 12)} />
    </div>
  );
}

function Figures({ outcome: { comparison } }: { outcome: ReplayOutcome }) {
  const t = useTranslations('replay.figures');
  const format = useFormatter();
  const { messages, same, changed, unknown, automaticRepliesBefore, automaticRepliesAfter } = comparison;
  const more = automaticRepliesAfter - automaticRepliesBefore;
  return (
    <SimpleGrid type="container" cols={{ base: 2, '420px': 4 }} spacing="xs" verticalSpacing="xs">
      <Figure label={t('same')} value={format.number(same)} detail={t('of', { messages })} />
      <Figure label={t('changed')} value={format.number(changed)} strong={changed > 0} />
      <Figure label={t('unknown')} value={format.number(unknown)} />
      <Figure
        label={t('replies')}
        value={format.number(more, { signDisplay: 'exceptZero' })}
        detail={t('repliesDetail', { before: automaticRepliesBefore, after: automaticRepliesAfter })}
      />
    </SimpleGrid>
  );
}

function Figure(props: { label: string; value: string; detail?: string; strong?: boolean }) {
  return (
    <div className={classes.figure} data-strong={props.strong || undefined}>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text fw={650} size="lg" lh={1.2}>
        {props.value}
      </Text>
      {props.detail && (
        <Text size="xs" c="dimmed">
          {props.detail}
        </Text>
      )}
    </div>
  );
}

function Moves({ outcome }: { outcome: ReplayOutcome }) {
  const t = useTranslations('replay.moves');
  const format = useFormatter();
  const placeWords = usePlaceWords();
  const [open, setOpen] = useState<string | null>(null);
  const { comparison, examples } = outcome;
  return (
    <Table verticalSpacing={4} horizontalSpacing="xs" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('from')}</Table.Th>
          <Table.Th>{t('to')}</Table.Th>
          <Table.Th ta="right">{t('count')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {comparison.moves.map(({ from, to, count, examples: ids }) => {
          const key = `${from}\n${to}`;
          const isOpen = open === key || comparison.moves.length === 1;
          return [
            <Table.Tr key={key}>
              <Table.Td>{placeWords(from)}</Table.Td>
              <Table.Td>
                <UnstyledButton
                  className={classes.move}
                  aria-expanded={isOpen}
                  onClick={() => setOpen(isOpen ? null : key)}
                >
                  {to === 'unknown' ? <Badge color="yellow">{placeWords(to)}</Badge> : placeWords(to)}
                  <Text span size="xs" c="dimmed">
                    {t('examples')}
                  </Text>
                </UnstyledButton>
              </Table.Td>
              <Table.Td ta="right">
                {format.number(count)}
                <Text span size="xs" c="dimmed">
                  {' · '}
                  {format.number(count / comparison.messages, { style: 'percent', maximumFractionDigits: 1 })}
                </Text>
              </Table.Td>
            </Table.Tr>,
            isOpen && (
              <Table.Tr key={`${key}\nexamples`}>
                <Table.Td colSpan={3} p={0}>
                  <Examples examples={ids.flatMap((id) => examples.get(id) ?? [])} />
                </Table.Td>
              </Table.Tr>
            ),
          ];
        })}
      </Table.Tbody>
    </Table>
  );
}

function Examples({ examples }: { examples: readonly ReplayExample[] }) {
  const t = useTranslations('replay');
  const format = useFormatter();
  const replay = useReplay();
  const shown = useReplayState((state) => state.shown);
  return (
    <ul className={classes.examples} aria-label={t('moves.examples')}>
      {examples.map(({ id, subject, from, at }) => (
        <li key={id}>
          <UnstyledButton
            className={classes.example}
            aria-pressed={shown === id}
            onClick={() => replay.show(shown === id ? null : id)}
          >
            <Text size="xs" fw={500} truncate>
              {subject || t('noSubject')}
            </Text>
            <Group gap={6} wrap="nowrap">
              <Text size="xs" c="dimmed" truncate>
                {from}
              </Text>
              <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
              </Text>
            </Group>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
