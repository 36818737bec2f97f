'use client';

import { ActionIcon, Button, Group, Menu, Popover, TagsInput, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconArrowsExchange,
  IconCheck,
  IconHandGrab,
  IconTag,
  IconUserPlus,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type Ref, useState } from 'react';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useBulk } from './use-bulk';
import type { Marked } from './use-marked';

/** What can be done with all marked tickets at once. */
export function BulkBar({ marked, view }: { marked: Marked; view: string }) {
  const t = useTranslations('inbox');
  const mayAssign = useMay('ticket.assign');
  const { data: targets } = useQuery(useTRPC().inbox.targets.queryOptions());
  const bulk = useBulk(marked);
  if (marked.ids.size === 0) return null;
  return (
    <Group gap={4} mt="xs" role="toolbar" aria-label={t('bulk.label')}>
      <Text size="sm" fw={600} flex={1}>
        {t('bulk.marked', { count: marked.ids.size })}
      </Text>
      {view === 'closed' ? (
        <Act Icon={IconCheck} label={t('actions.reopen')} onClick={() => bulk.change({ kind: 'reopen' })} />
      ) : (
        <>
          <Act Icon={IconHandGrab} label={t('actions.take')} onClick={() => bulk.change({ kind: 'take' })} />
          <Act Icon={IconCheck} label={t('actions.close')} onClick={() => bulk.change({ kind: 'close' })} />
          {mayAssign && (
            <Menu>
              <Menu.Target>
                <Act Icon={IconUserPlus} label={t('actions.assign')} />
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>{t('assignTo')}</Menu.Label>
                {targets?.agents.map(({ id, name }) => (
                  <Menu.Item key={id} onClick={() => bulk.assign(id)}>
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          <Menu>
            <Menu.Target>
              <Act Icon={IconArrowsExchange} label={t('actions.transfer')} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{t('transferTo')}</Menu.Label>
              {targets?.queues.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => bulk.change({ kind: 'transfer', queueId: id })}>
                  {name}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <Tagging onTag={(add) => bulk.change({ kind: 'tag', add, remove: [] })} />
      <Act Icon={IconX} label={t('bulk.clear')} onClick={marked.clear} />
    </Group>
  );
}

interface ActProps {
  Icon: TablerIcon;
  label: string;
  onClick?(): void;
  ref?: Ref<HTMLButtonElement>;
}

function Act({ Icon, label, ...target }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} {...target}>
        <Icon size={16} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

function Tagging({ onTag }: { onTag(tags: string[]): void }) {
  const t = useTranslations('inbox');
  const [opened, popover] = useDisclosure(false);
  const [tags, setTags] = useState<string[]>([]);
  return (
    <Popover opened={opened} onChange={popover.toggle} trapFocus withArrow>
      <Popover.Target>
        <Act Icon={IconTag} label={t('side.addTag')} onClick={popover.toggle} />
      </Popover.Target>
      <Popover.Dropdown>
        <Group align="flex-end" gap="xs">
          <TagsInput label={t('side.tags')} value={tags} onChange={setTags} w={220} acceptValueOnBlur />
          <Button
            disabled={tags.length === 0}
            onClick={() => {
              popover.close();
              onTag(tags);
              setTags([]);
            }}
          >
            {t('bulk.apply')}
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
