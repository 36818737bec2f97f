'use client';

import { Button, Group, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconCheck,
  IconClockPause,
  IconGitMerge,
  IconHandGrab,
  IconRotateClockwise,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Ref } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { ParkMenu } from './park-menu';
import classes from './ticket.module.css';
import type { TicketActions, TicketDetail } from './use-ticket-actions';

export type OpenMenu = 'park' | 'transfer' | 'assign';

export interface TicketButtonsProps {
  ticket: TicketDetail;
  actions: TicketActions;
  menu: OpenMenu | null;
  onMenu(menu: OpenMenu | null): void;
  onMerge(): void;
}

/** What can be done with a ticket in its present state; every button names its key. */
export function TicketButtons({ ticket, actions, menu, onMenu, onMerge }: TicketButtonsProps) {
  const t = useTranslations('inbox.actions');
  if (ticket.state === 'closed') {
    return (
      <ActionButton Icon={IconRotateClockwise} keyName="E" label={t('reopen')} onClick={actions.reopen} />
    );
  }
  return (
    <Group gap={6} className={classes.actions}>
      {ticket.assigneeId ? (
        <ActionButton Icon={IconArrowBackUp} label={t('giveBack')} onClick={actions.giveBack} />
      ) : (
        <ActionButton Icon={IconHandGrab} keyName="G" label={t('take')} onClick={actions.take} primary />
      )}
      {ticket.state === 'parked' && (
        <ActionButton Icon={IconRotateClockwise} label={t('wake')} onClick={actions.wake} />
      )}
      <ActionButton Icon={IconCheck} keyName="E" label={t('close')} onClick={actions.close} />
      <ParkMenu
        opened={menu === 'park'}
        onChange={(opened) => onMenu(opened ? 'park' : null)}
        onPark={actions.park}
      >
        <ActionButton Icon={IconClockPause} keyName="P" label={t('park')} />
      </ParkMenu>
      <AssignMenu ticket={ticket} actions={actions} menu={menu} onMenu={onMenu} />
      <TransferMenu ticket={ticket} actions={actions} menu={menu} onMenu={onMenu} />
      <ActionButton Icon={IconGitMerge} keyName="M" label={t('merge')} onClick={onMerge} shrinks />
    </Group>
  );
}

interface ActionButtonProps {
  Icon: TablerIcon;
  label: string;
  keyName?: string;
  primary?: boolean;
  /** Shows its picture alone where there is little room. */
  shrinks?: boolean;
  onClick?(): void;
  /** Given by a menu that opens from this button. */
  ref?: Ref<HTMLButtonElement>;
}

function ActionButton({
  Icon,
  label,
  keyName,
  primary = false,
  shrinks = false,
  ...target
}: ActionButtonProps) {
  const t = useTranslations('inbox.keys');
  const hint = keyName ? t('hint', { key: keyName }) : '';
  return (
    <Tooltip label={shrinks ? `${label} · ${hint}` : hint} disabled={!keyName}>
      <Button
        size="compact-sm"
        aria-label={label}
        data-shrinks={shrinks || undefined}
        classNames={{ label: classes.actionLabel, section: classes.actionIcon }}
        variant={primary ? 'filled' : 'default'}
        leftSection={<Icon size={15} aria-hidden />}
        {...target}
      >
        {label}
      </Button>
    </Tooltip>
  );
}

type MenuProps = Omit<TicketButtonsProps, 'onMerge'>;

function AssignMenu({ ticket, actions, menu, onMenu }: MenuProps) {
  const t = useTranslations('inbox');
  const mayAssign = useMay('ticket.assign');
  const { data: targets } = useQuery(useTRPC().inbox.targets.queryOptions());
  if (!mayAssign) return null;
  return (
    <Menu opened={menu === 'assign'} onChange={(opened) => onMenu(opened ? 'assign' : null)}>
      <Menu.Target>
        <ActionButton Icon={IconUserPlus} keyName="A" label={t('actions.assign')} shrinks />
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

function TransferMenu({ ticket, actions, menu, onMenu }: MenuProps) {
  const t = useTranslations('inbox');
  const { data: targets } = useQuery(useTRPC().inbox.targets.queryOptions());
  return (
    <Menu opened={menu === 'transfer'} onChange={(opened) => onMenu(opened ? 'transfer' : null)}>
      <Menu.Target>
        <ActionButton Icon={IconArrowsExchange} keyName="T" label={t('actions.transfer')} shrinks />
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
  );
}
