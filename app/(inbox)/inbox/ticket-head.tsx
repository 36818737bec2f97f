'use client';

import { ActionIcon, Badge, Button, Group, Menu, Text, Title, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowsExchange,
  IconCheck,
  IconClockPause,
  IconHandGrab,
  IconLayoutSidebarRight,
  IconRotateClockwise,
  IconUserPlus,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactElement } from 'react';
import { useAccount, useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import classes from './inbox.module.css';
import { ParkMenu } from './park-menu';
import { PriorityMark } from './priority';
import { useTimes } from './times';
import type { TicketActions, TicketDetail } from './use-ticket-actions';

export type OpenMenu = 'park' | 'transfer' | 'assign';

interface TicketHeadProps {
  ticket: TicketDetail;
  actions: TicketActions;
  menu: OpenMenu | null;
  onMenu(menu: OpenMenu | null): void;
  onBack: (() => void) | null;
  sideShown: boolean;
  onToggleSide(): void;
}

const stateColors = { new: 'blue', open: 'petrol', parked: 'yellow', closed: 'gray' } as const;

/** Subject, state and what can be done; every button names its key. */
export function TicketHead({
  ticket,
  actions,
  menu,
  onMenu,
  onBack,
  sideShown,
  onToggleSide,
}: TicketHeadProps) {
  const t = useTranslations('inbox');
  const times = useTimes();
  const account = useAccount();
  const { data: targets } = useQuery(useTRPC().inbox.targets.queryOptions());
  const queue = targets?.queues.find(({ id }) => id === ticket.queueId);
  const mine = ticket.assigneeId === account.id;
  return (
    <header className={classes.head}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap={8} wrap="nowrap" miw={0}>
          {onBack && (
            <ActionIcon onClick={onBack} aria-label={t('back')}>
              <IconArrowLeft size={18} />
            </ActionIcon>
          )}
          <PriorityMark priority={ticket.priority} />
          <Title order={2} lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
            {ticket.subject || t('list.noSubject')}
          </Title>
        </Group>
        <Tooltip label={t('side.toggle')}>
          <ActionIcon onClick={onToggleSide} aria-label={t('side.toggle')} aria-pressed={sideShown}>
            <IconLayoutSidebarRight size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Group gap={8} mt={6} mb={10}>
        <Badge color={stateColors[ticket.state]}>{t(`states.${ticket.state}`)}</Badge>
        <Text size="xs" c="dimmed">
          {[
            `#${ticket.number}`,
            queue?.name,
            ticket.assigneeName ?? t('unassigned'),
            ticket.state === 'parked' && ticket.parkedUntil
              ? t('parkedUntil', { time: times.full(ticket.parkedUntil) })
              : times.full(ticket.createdAt),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </Group>
      <Group gap={6}>
        {ticket.state === 'closed' ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRotateClockwise size={15} />}
            onClick={actions.reopen}
          >
            {t('actions.reopen')}
          </Button>
        ) : (
          <>
            {!mine && !ticket.assigneeId && (
              <Hint keyName="G">
                <Button size="compact-sm" leftSection={<IconHandGrab size={15} />} onClick={actions.take}>
                  {t('actions.take')}
                </Button>
              </Hint>
            )}
            {ticket.assigneeId && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconArrowBackUp size={15} />}
                onClick={actions.giveBack}
              >
                {t('actions.giveBack')}
              </Button>
            )}
            {ticket.state === 'parked' && (
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconRotateClockwise size={15} />}
                onClick={actions.wake}
              >
                {t('actions.wake')}
              </Button>
            )}
            <Hint keyName="E">
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconCheck size={15} />}
                onClick={actions.close}
              >
                {t('actions.close')}
              </Button>
            </Hint>
            <ParkMenu
              opened={menu === 'park'}
              onChange={(opened) => onMenu(opened ? 'park' : null)}
              onPark={actions.park}
            >
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconClockPause size={15} />}
                title="P"
              >
                {t('actions.park')}
              </Button>
            </ParkMenu>
            <AssignMenu ticket={ticket} actions={actions} menu={menu} onMenu={onMenu} />
            <Menu opened={menu === 'transfer'} onChange={(opened) => onMenu(opened ? 'transfer' : null)}>
              <Menu.Target>
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconArrowsExchange size={15} />}
                  title="T"
                >
                  {t('actions.transfer')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('transferTo')}</Menu.Label>
                {targets?.queues
                  .filter(({ id }) => id !== ticket.queueId)
                  .map(({ id, name }) => (
                    <Menu.Item key={id} onClick={() => actions.transfer(id)}>
                      {name}
                    </Menu.Item>
                  ))}
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </Group>
    </header>
  );
}

function AssignMenu({
  ticket,
  actions,
  menu,
  onMenu,
}: Pick<TicketHeadProps, 'ticket' | 'actions' | 'menu' | 'onMenu'>) {
  const t = useTranslations('inbox');
  const mayAssign = useMay('ticket.assign');
  const { data: targets } = useQuery(useTRPC().inbox.targets.queryOptions());
  if (!mayAssign) return null;
  return (
    <Menu opened={menu === 'assign'} onChange={(opened) => onMenu(opened ? 'assign' : null)}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconUserPlus size={15} />} title="A">
          {t('actions.assign')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('assignTo')}</Menu.Label>
        {targets?.agents
          .filter(({ id }) => id !== ticket.assigneeId)
          .map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => actions.assign(id, name)}>
              {name}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Hint({ keyName, children }: { keyName: string; children: ReactElement }) {
  const t = useTranslations('inbox.keys');
  return <Tooltip label={t('hint', { key: keyName })}>{children}</Tooltip>;
}
