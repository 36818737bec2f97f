'use client';

import { Badge, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import type { JsonObject } from '@/runtime/flow/json';
import type { Simulation } from '@/runtime/scenarios/simulation';
import { showJson } from '../inspector/scope/show-json';
import { useEditorState } from '../use-editor';
import classes from './simulator.module.css';

/** Where the ticket stands now, what the customer has got, and what is known of it. */
export function OutcomeView({ simulation }: { simulation: Simulation }) {
  const t = useTranslations('simulator');
  const environment = useEditorState((state) => state.environment);
  const { ticket, customer } = simulation.facts;
  const place = ticket.state === 'closed' ? null : ticket.queue;
  return (
    <Stack gap="sm">
      <Title order={3}>{t('outcome.title')}</Title>
      <Group gap={6}>
        <Badge color={ticket.state === 'closed' ? 'gray' : 'petrol'}>
          {t(`outcome.state.${ticket.state}`)}
        </Badge>
        {place !== null && <Badge color="petrol">{environment?.queues[place]?.name ?? place}</Badge>}
        {ticket.assignee !== null && <Badge color="gray">{t('outcome.assigned')}</Badge>}
        {ticket.priority !== 0 && (
          <Badge color="orange">{t('outcome.priority', { value: ticket.priority })}</Badge>
        )}
        {ticket.tags.map((tag) => (
          <Badge key={tag} color="gray">
            {tag}
          </Badge>
        ))}
      </Group>
      {simulation.sent.map((message) => (
        <Paper key={message.seq} withBorder p="xs" lang={message.body.language}>
          <Group gap={6} wrap="nowrap" mb={4}>
            <IconMailForward size={15} style={{ flexShrink: 0 }} />
            <Text size="xs" fw={600} truncate>
              {message.body.subject ?? t('outcome.noSubject')}
            </Text>
          </Group>
          <Text size="xs" className={classes.reply}>
            {message.body.text}
          </Text>
        </Paper>
      ))}
      {simulation.sent.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('outcome.nothingSent')}
        </Text>
      )}
      {simulation.notes.map((note) => (
        <Paper
          key={note}
          withBorder
          p="xs"
          bg="light-dark(var(--mantine-color-yellow-0), var(--mantine-color-dark-6))"
        >
          <Text size="xs" className={classes.reply}>
            {note}
          </Text>
        </Paper>
      ))}
      <Values title={t('outcome.variables')} values={simulation.state?.variables ?? {}} />
      <Values title={t('outcome.fields')} values={ticket.fields} />
      <Values title={t('outcome.customerFields')} values={customer.fields} />
    </Stack>
  );
}

function Values({ title, values }: { title: string; values: JsonObject }) {
  const locale = useLocale();
  const entries = Object.entries(values).sort(([a], [b]) => a.localeCompare(b, locale));
  if (entries.length === 0) return null;
  return (
    <div>
      <Text size="xs" fw={600} mb={2}>
        {title}
      </Text>
      <Table fz="xs" verticalSpacing={2} horizontalSpacing={6} withTableBorder>
        <Table.Tbody>
          {entries.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Td c="dimmed">{name}</Table.Td>
              <Table.Td>{showJson(value, locale)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
