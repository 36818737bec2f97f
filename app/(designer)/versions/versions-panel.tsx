'use client';

import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Skeleton,
  Stack,
  Tabs,
  Text,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatter } from '@/app/i18n/use-formatter';
import { useMay } from '@/app/shell/account-context';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { BoundAddresses } from '../publish/bound-addresses';
import { MoveNote } from '../publish/move-note';
import { ShareLinks } from '../publish/share-links';
import { useEditorState } from '../use-editor';
import { ComparedChanges } from './compared-changes';
import { RollBackDialog } from './roll-back-dialog';
import classes from './versions.module.css';

/** Published versions of the flow: who published what and why, what changed in words, and the way back. */
export function VersionsPanel({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.versions');
  const flowId = useEditorState((state) => state.flowId);
  const publish = useTranslations('publish');
  const mayEdit = useMay('flow.edit');
  const [chosen, setChosen] = useState<number | 'draft'>('draft');
  const [rollBack, setRollBack] = useState<number | null>(null);
  return (
    <Stack gap={0} h="100%">
      <Group className={classes.head}>
        <Title order={2}>{t(mayEdit ? 'panelTitle' : 'panelTitleReader')}</Title>
        <ActionIcon ml="auto" aria-label={t('close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      <Tabs defaultValue="versions" className={classes.tabs} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="versions">{t('title')}</Tabs.Tab>
          <Tabs.Tab value="addresses">{publish('addresses.tab')}</Tabs.Tab>
          {mayEdit && <Tabs.Tab value="links">{publish('share.tab')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="addresses" p="sm" className={classes.scrolled}>
          <BoundAddresses />
        </Tabs.Panel>
        {mayEdit && (
          <Tabs.Panel value="links" p="sm" className={classes.scrolled}>
            <ShareLinks />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="versions" px="sm" pb="sm" className={classes.scrolled}>
          <VersionEntries flowId={flowId} chosen={chosen} onChoose={setChosen} onRollBack={setRollBack} />
        </Tabs.Panel>
      </Tabs>
      {rollBack !== null && (
        <RollBackDialog flowId={flowId} version={rollBack} onClose={() => setRollBack(null)} />
      )}
    </Stack>
  );
}

interface VersionEntriesProps {
  flowId: string;
  chosen: number | 'draft';
  onChoose(chosen: number | 'draft'): void;
  onRollBack(version: number): void;
}

/** The draft and every version, the newest first; one of them stands open with its changes. */
function VersionEntries({ flowId, chosen, onChoose, onRollBack }: VersionEntriesProps) {
  const t = useTranslations('designer.versions');
  const publish = useTranslations('publish');
  const format = useFormatter();
  const sentence = useErrorSentence();
  const mayPublish = useMay('flow.publish');
  const versions = useQuery(useTRPC().flows.versions.queryOptions({ id: flowId }));
  const numbers = versions.data?.map(({ version }) => version) ?? [];
  const newest = numbers[0] ?? null;
  return (
    <>
      {versions.isPending && <Skeleton h={64} mt="sm" />}
      {versions.error && <Text c="red">{sentence(versions.error)}</Text>}
      {versions.data && (
        <Entry
          title={t('draft')}
          detail={t(newest === null ? 'neverPublished' : 'draftDetail')}
          open={chosen === 'draft'}
          onOpen={() => onChoose('draft')}
        >
          <ComparedChanges flowId={flowId} of="draft" versions={numbers} />
        </Entry>
      )}
      {versions.data?.map(({ version, note, author, publishedAt, publicationId }) => (
        <Entry
          key={version}
          title={t('version', { version })}
          badge={version === newest ? t('inService') : undefined}
          note={note}
          detail={[
            t('detail', {
              author: author?.name ?? t('nobody'),
              time: format.dateTime(publishedAt, { dateStyle: 'medium', timeStyle: 'short' }),
            }),
            ...(publicationId === undefined ? [] : [publish('planned')]),
          ].join(' · ')}
          open={chosen === version}
          onOpen={() => onChoose(version)}
        >
          <MoveNote version={version} />
          <ComparedChanges flowId={flowId} of={version} versions={numbers} />
          {mayPublish && version !== newest && (
            <Button mt="sm" size="xs" variant="default" onClick={() => onRollBack(version)}>
              {t('rollBack')}
            </Button>
          )}
        </Entry>
      ))}
    </>
  );
}

interface EntryProps {
  title: string;
  detail: string;
  badge?: string;
  note?: string;
  open: boolean;
  onOpen(): void;
  children: React.ReactNode;
}

function Entry({ title, detail, badge, note, open, onOpen, children }: EntryProps) {
  return (
    <div className={classes.entry} data-open={open || undefined}>
      <UnstyledButton className={classes.button} aria-expanded={open} onClick={onOpen}>
        <Group gap="xs">
          <Text fw={600}>{title}</Text>
          {badge && <Badge color="teal">{badge}</Badge>}
        </Group>
        {note && <Text>{note}</Text>}
        <Text size="xs" c="dimmed">
          {detail}
        </Text>
      </UnstyledButton>
      {open && <div className={classes.changes}>{children}</div>}
    </div>
  );
}
