'use client';

import { Button, Menu, Pill } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarTime, IconChevronDown, IconSend } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ChooseTime } from './choose-time';
import { useTimes } from './times';
import type { Afterwards } from './use-send-reply';
import type { Writing } from './use-writing';

interface SendButtonsProps {
  writing: Writing;
  sendable: boolean;
  isSending: boolean;
  /** Whether the ticket may be closed or parked in the same move. */
  withAfterwards: boolean;
  /** Whether it may leave at another time. */
  withTime: boolean;
  onSend(afterwards: Afterwards): void;
}

/** Sends now or at a chosen time, and may close or park the ticket in the same move. */
export function SendButtons(props: SendButtonsProps) {
  const { writing, sendable, isSending, withAfterwards, withTime, onSend } = props;
  const t = useTranslations('inbox.composer');
  const times = useTimes();
  const [choosing, dialog] = useDisclosure(false);
  const { sendAt } = writing.draft;
  return (
    <>
      {sendAt && (
        <Pill
          withRemoveButton
          size="md"
          removeButtonProps={{ 'aria-label': t('sendNowInstead') }}
          onRemove={() => writing.change({ sendAt: null })}
        >
          {times.full(sendAt)}
        </Pill>
      )}
      <Button.Group>
        <Button
          leftSection={sendAt ? <IconCalendarTime size={16} /> : <IconSend size={16} />}
          onClick={() => onSend('stay')}
          loading={isSending}
          disabled={!sendable}
        >
          {t(sendAt ? 'schedule' : 'send')}
        </Button>
        {(withAfterwards || withTime) && (
          <Menu position="top-end">
            <Menu.Target>
              <Button
                px={8}
                variant={sendable ? 'filled' : 'default'}
                disabled={isSending}
                aria-label={t('sendMore')}
              >
                <IconChevronDown size={16} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {withAfterwards && (
                <>
                  <Menu.Item disabled={!sendable} onClick={() => onSend('close')}>
                    {t('sendAndClose')}
                  </Menu.Item>
                  <Menu.Item disabled={!sendable} onClick={() => onSend('park')}>
                    {t('sendAndPark')}
                  </Menu.Item>
                </>
              )}
              {withTime && <Menu.Item onClick={dialog.open}>{t('sendLater')}</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        )}
      </Button.Group>
      <ChooseTime
        opened={choosing}
        initial={sendAt}
        onClose={dialog.close}
        onChoose={(at) => writing.change({ sendAt: at })}
      />
    </>
  );
}
