'use client';

import {
  Accordion,
  Alert,
  Badge,
  Group,
  Select,
  Stack,
  TagsInput,
  Text,
  UnstyledButton,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/app/trpc/client';
import { History } from './history';
import views from './inbox.module.css';
import { priorities, priorityName } from './priority';
import { useSelection } from './selection';
import classes from './ticket.module.css';
import { useTimes } from './times';
import type { TicketActions, TicketDetail } from './use-ticket-actions';
import { isVisitorMark, usePersonName } from './visitor-name';

/** Beside the thread: why it is here, what is known of it, of its customer, and what else he has asked. */
export function SidePanel({ ticket, actions }: { ticket: TicketDetail; actions: TicketActions }) {
  const t = useTranslations('inbox.side');
  return (
    <aside className={classes.side} aria-label={t('label')}>
      <Accordion
        multiple
        defaultValue={['why', 'fields', 'customer', 'others']}
        chevronPosition="left"
        classNames={{ label: classes.sideLabel }}
      >
        <Accordion.Item value="why">
          <Accordion.Control>{t('why')}</Accordion.Control>
          <Accordion.Panel>
            <History ticketId={ticket.id} />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="fields">
          <Accordion.Control>{t('fields')}</Accordion.Control>
          <Accordion.Panel>
            <Fields ticket={ticket} actions={actions} />
          </Accordion.Panel>
        </Accordion.Item>
        <CustomerItems ticketId={ticket.id} />
      </Accordion>
    </aside>
  );
}

function Fields({ ticket, actions }: { ticket: TicketDetail; actions: TicketActions }) {
  const t = useTranslations('inbox');
  const { data: groups } = useQuery(useTRPC().inbox.views.queryOptions());
  const topics = groups?.filter(({ kind }) => kind === 'sorted').flatMap(({ views }) => views) ?? [];
  const fields = Object.entries(ticket.fields)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => {
      const topic = topics.find(({ id }) => id === `sorted:${name}:${value}`);
      return topic
        ? { name, label: t('side.topic'), value: topic.name }
        : {
            name,
            label: inWords(name),
            value: typeof value === 'object' ? JSON.stringify(value) : String(value),
          };
    });
  return (
    <Stack gap="sm">
      <Select
        label={t('side.priority')}
        size="xs"
        value={priorityName(ticket.priority)}
        data={priorities.map(({ name }) => ({ value: name, label: t(`priorities.${name}`) }))}
        allowDeselect={false}
        onChange={(name) => {
          const chosen = priorities.find((priority) => priority.name === name);
          if (chosen) actions.edit({ priority: chosen.value });
        }}
      />
      <TagsInput
        label={t('side.tags')}
        size="xs"
        value={ticket.tags}
        onChange={(tags) => actions.edit({ tags })}
        placeholder={ticket.tags.length === 0 ? t('side.addTag') : undefined}
      />
      {fields.map(({ name, label, value }) => (
        <Fact key={name} label={label} value={value} />
      ))}
      <AutomaticMessages automatic={ticket.automatic} />
    </Stack>
  );
}

function Fact({ label, value }: { label: string; value: string | null }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {value}
      </Text>
    </div>
  );
}

/** What flows have written lately, against what they may. */
function AutomaticMessages({ automatic: { written, cap } }: Pick<TicketDetail, 'automatic'>) {
  const t = useTranslations('inbox.side');
  if (written.day === 0) return null;
  return (
    <Fact
      label={t('automatic')}
      value={t('automaticCount', {
        hour: written.hour,
        ofHour: cap.hour,
        day: written.day,
        ofDay: cap.day,
      })}
    />
  );
}

/** `customerNumber` and `customer_number` as people write it. */
function inWords(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function CustomerItems({ ticketId }: { ticketId: string }) {
  const t = useTranslations('inbox.side');
  const states = useTranslations('inbox.states');
  const times = useTimes();
  const { selectTicket } = useSelection();
  const person = usePersonName();
  const { data } = useQuery(useTRPC().tickets.customer.queryOptions({ id: ticketId }));
  const customer = data?.customer;
  return (
    <>
      <Accordion.Item value="customer">
        <Accordion.Control>{t('customer')}</Accordion.Control>
        <Accordion.Panel>
          {customer && (
            <Stack gap={4}>
              <Text fw={600}>{person(customer.name || customer.address)}</Text>
              {!isVisitorMark(customer.address) && (
                <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
                  {customer.address}
                </Text>
              )}
              <Text size="xs" c="dimmed">
                {t('knownSince', { date: times.full(customer.createdAt) })}
              </Text>
              {customer.badAddresses.map(({ address, detail }) => (
                <Alert key={address} color="orange" p="xs" title={t('badAddress', { address })}>
                  <Text size="xs" style={{ overflowWrap: 'anywhere' }}>
                    {detail}
                  </Text>
                </Alert>
              ))}
            </Stack>
          )}
        </Accordion.Panel>
      </Accordion.Item>
      <Accordion.Item value="others">
        <Accordion.Control>{t('others', { count: data?.otherTickets.length ?? 0 })}</Accordion.Control>
        <Accordion.Panel>
          {data?.otherTickets.length === 0 && (
            <Text size="xs" c="dimmed">
              {t('noOthers')}
            </Text>
          )}
          <Stack gap={4}>
            {data?.otherTickets.map((other) => (
              <UnstyledButton key={other.id} onClick={() => selectTicket(other.id)} className={views.view}>
                <Text span size="xs" className={views.viewName}>
                  #{other.number} {other.subject}
                </Text>
                <Group gap={6} wrap="nowrap">
                  <Badge size="xs" color={other.state === 'closed' ? 'gray' : 'petrol'}>
                    {states(other.state)}
                  </Badge>
                </Group>
              </UnstyledButton>
            ))}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </>
  );
}
