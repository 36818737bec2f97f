'use client';

import { Button, Divider, Group, Menu, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconChevronDown, IconClockPlay, IconSend } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import type { Simulation, SimulationInput } from '@/runtime/scenarios/simulation';
import { useEditorState } from '../use-editor';
import { AnswerActivity } from './answer-activity';
import { ClockInput } from './clock-input';
import { draftFacts } from './message-draft';
import { nextDue } from './next-due';
import { useSimulator, useSimulatorState, useSimulatorTimeZone } from './use-simulator';

const HOUR = 3_600_000;

/** What may happen next: activities answer, time passes, the customer writes, an agent acts. */
export function NextInputs({ simulation }: { simulation: Simulation }) {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const give = (input: SimulationInput) => void simulator.give(input);
  return (
    <Stack gap="sm">
      <Title order={3}>{t('next.title')}</Title>
      <Waiting simulation={simulation} />
      {simulation.openActivities.map((command) => (
        <AnswerActivity key={command.seq} simulation={simulation} command={command} give={give} />
      ))}
      <Time simulation={simulation} give={give} />
      <Divider />
      <CustomerWrites simulation={simulation} give={give} />
      {simulation.facts.ticket.queue !== null && simulation.facts.ticket.state !== 'closed' && (
        <AgentActs simulation={simulation} give={give} />
      )}
    </Stack>
  );
}

export interface InputProps {
  simulation: Simulation;
  give(input: SimulationInput): void;
}

function Waiting({ simulation }: { simulation: Simulation }) {
  const t = useTranslations('simulator');
  const status = simulation.state?.status ?? 'none';
  const ignored = simulation.ignored.at(-1);
  return (
    <Text size="sm" aria-live="polite">
      {t(`next.status.${status}`)}
      {ignored === 'joined' && ` ${t('next.joined')}`}
    </Text>
  );
}

function Time({ simulation, give }: InputProps) {
  const t = useTranslations('simulator');
  const format = useFormatter();
  const timeZone = useSimulatorTimeZone();
  const due = nextDue(simulation);
  const jump = (to: number) => give({ type: 'clock', to });
  return (
    <Stack gap="xs">
      {due !== null && (
        <Button
          size="xs"
          variant="light"
          leftSection={<IconClockPlay size={16} />}
          onClick={() => jump(due)}
          styles={{ label: { whiteSpace: 'normal' } }}
          h="auto"
          py={6}
        >
          {t('next.toTimer', {
            time: format.dateTime(due, {
              dateStyle: 'medium',
              // Within the same minute only the seconds tell the difference.
              timeStyle: due - simulation.clock < 120_000 ? 'medium' : 'short',
              timeZone,
            }),
          })}
        </Button>
      )}
      <ClockInput
        label={t('clock.jump')}
        at={simulation.clock}
        timeZone={timeZone}
        earliest={simulation.clock}
        change={(at) => at > simulation.clock && jump(at)}
      />
      <Group gap="xs" grow>
        <Button size="xs" variant="default" onClick={() => jump(simulation.clock + HOUR)}>
          {t('clock.hour')}
        </Button>
        <Button size="xs" variant="default" onClick={() => jump(simulation.clock + 24 * HOUR)}>
          {t('clock.day')}
        </Button>
      </Group>
    </Stack>
  );
}

function CustomerWrites({ simulation, give }: InputProps) {
  const t = useTranslations('simulator');
  const draft = useSimulatorState((state) => state.draft);
  const environment = useEditorState((state) => state.environment);
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const written = { ...draft, text, subject: `Re: ${draft.subject.replace(/^Re: /, '')}` };
        const id = `message-${simulation.eventCount + 1}`;
        give({ type: 'message', message: draftFacts(written, environment, simulation.clock, id) });
        setText('');
      }}
    >
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Textarea
          size="xs"
          style={{ flex: 1 }}
          label={t('next.customer')}
          autosize
          minRows={1}
          maxRows={5}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button
          type="submit"
          size="xs"
          variant="default"
          disabled={text.trim() === ''}
          leftSection={<IconSend size={14} />}
        >
          {t('next.send')}
        </Button>
      </Group>
    </form>
  );
}

function AgentActs({ simulation, give }: InputProps) {
  const t = useTranslations('simulator');
  const taken = simulation.facts.ticket.assignee !== null;
  return (
    <div>
      <Text size="xs" fw={500} mb={4}>
        {t('next.agent')}
      </Text>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={taken}
          onClick={() => give({ type: 'agent', does: 'take' })}
        >
          {t('next.take')}
        </Button>
        <Button size="xs" variant="default" onClick={() => give({ type: 'agent', does: 'close' })}>
          {t('next.close')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!taken}
          onClick={() => give({ type: 'agent', does: 'return' })}
        >
          {t('next.return')}
        </Button>
        <Transfer simulation={simulation} give={give} />
      </Group>
    </div>
  );
}

function Transfer({ simulation, give }: InputProps) {
  const t = useTranslations('simulator');
  const { queues } = simulation.setup.environment;
  const others = Object.entries(queues).filter(([slot]) => slot !== simulation.facts.ticket.queue);
  if (others.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
          {t('next.transfer')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map(([slot, { name }]) => (
          <Menu.Item key={slot} onClick={() => give({ type: 'agent', does: 'transfer', queue: slot })}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
