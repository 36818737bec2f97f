'use client';

import {
  Button,
  Group,
  Input,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconClockPlay, IconSend } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { ClockInput } from './clock-input';
import { CHAT, draftFacts, type MessageDraft } from './message-draft';
import classes from './simulator.module.css';
import { useSimulator, useSimulatorState, useSimulatorTimeZone } from './use-simulator';

/** The message a customer sends, the clock it arrives at, and who answers for activities. */
export function MessageForm() {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const draft = useSimulatorState((state) => state.draft);
  const at = useSimulatorState((state) => state.at);
  const timeZone = useSimulatorTimeZone();
  const busy = useSimulatorState((state) => state.busy);
  const environment = useEditorState((state) => state.environment);
  const set = (changes: Partial<MessageDraft>) => simulator.update({ draft: { ...draft, ...changes } });
  const send = (event: FormEvent) => {
    event.preventDefault();
    void simulator.start({ type: 'message', message: draftFacts(draft, environment, at, 'message-1') });
  };
  return (
    <form onSubmit={send} className={classes.form}>
      <WrittenFields draft={draft} set={set} />
      <Stack gap="xs" className={classes.column}>
        <Group gap="xs" grow>
          <MailboxSelect draft={draft} set={set} />
          <LanguageSelect draft={draft} set={set} />
        </Group>
        <ClockInput
          label={t('clock.arrival')}
          at={at}
          timeZone={timeZone}
          change={(next) => simulator.update({ at: next })}
          changeZone={(zone) => simulator.update({ timeZone: zone })}
        />
        <MarkSwitches draft={draft} set={set} />
        <AnswersControl />
        <DueStarts />
        <div className={classes.send}>
          <Button type="submit" fullWidth leftSection={<IconSend size={16} />} loading={busy}>
            {t('message.send')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** Starts that no message begins but the clock. */
function DueStarts() {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const words = useNodeWords();
  const nodes = useEditorState((state) => state.flow.nodes);
  const starts = nodes.filter(({ type }) => nodeRegistry.get(type)?.startedBy === 'schedule');
  return starts.map((node) => (
    <Button
      key={node.id}
      variant="default"
      leftSection={<IconClockPlay size={16} />}
      onClick={() => void simulator.start({ type: 'start', nodeId: node.id })}
    >
      {t('next.dueNode', { title: words.title(node) })}
    </Button>
  ));
}

interface DraftProps {
  draft: MessageDraft;
  set(changes: Partial<MessageDraft>): void;
}

/** What the customer writes. */
function WrittenFields({ draft, set }: DraftProps) {
  const t = useTranslations('simulator');
  return (
    <Stack gap="xs" className={classes.column}>
      <Group gap="xs" grow>
        <TextInput
          size="xs"
          label={t('message.fromName')}
          value={draft.fromName}
          onChange={(event) => set({ fromName: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          label={t('message.fromAddress')}
          type="email"
          value={draft.fromAddress}
          onChange={(event) => set({ fromAddress: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        size="xs"
        label={t('message.subject')}
        value={draft.subject}
        onChange={(event) => set({ subject: event.currentTarget.value })}
      />
      <Textarea
        size="xs"
        label={t('message.text')}
        autosize
        minRows={4}
        maxRows={12}
        value={draft.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    </Stack>
  );
}

function MarkSwitches({ draft, set }: DraftProps) {
  const t = useTranslations('simulator');
  return (
    <Group gap="lg" mt={4}>
      <Switch
        size="xs"
        label={t('message.attachment')}
        checked={draft.attachment}
        onChange={(event) => set({ attachment: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label={t('message.automatic')}
        checked={draft.automatic}
        onChange={(event) => set({ automatic: event.currentTarget.checked })}
      />
    </Group>
  );
}

function MailboxSelect({ draft, set }: DraftProps) {
  const t = useTranslations('simulator');
  const environment = useEditorState((state) => state.environment);
  const mailboxes = Object.entries(environment?.mailboxes ?? {});
  return (
    <Select
      size="xs"
      label={t('message.mailbox')}
      allowDeselect={false}
      placeholder={t('message.anyMailbox')}
      data={[
        ...mailboxes.map(([slot, { name }]) => ({ value: slot, label: name })),
        ...Object.entries(environment?.chats ?? {}).map(([slot, { name }]) => ({
          value: `${CHAT}${slot}`,
          label: t('message.chat', { name }),
        })),
      ]}
      value={draft.mailbox ?? mailboxes[0]?.[0] ?? null}
      onChange={(mailbox) => set({ mailbox })}
    />
  );
}

const UNKNOWN = 'unknown';

function LanguageSelect({ draft, set }: DraftProps) {
  const t = useTranslations('simulator');
  const names = new Intl.DisplayNames([useLocale()], { type: 'language' });
  const languages = useEditorState((state) => state.flow.settings.languages);
  const offered = [...new Set([...languages, 'fr', ...(draft.language ? [draft.language] : [])])];
  return (
    <Select
      size="xs"
      label={t('message.language')}
      allowDeselect={false}
      data={[
        ...offered.map((language) => ({ value: language, label: names.of(language) ?? language })),
        { value: UNKNOWN, label: t('message.unknownLanguage') },
      ]}
      value={draft.language ?? UNKNOWN}
      onChange={(language) => set({ language: language === UNKNOWN ? null : language })}
    />
  );
}

function AnswersControl() {
  const t = useTranslations('simulator');
  const simulator = useSimulator();
  const answers = useSimulatorState((state) => state.answers);
  return (
    <Input.Wrapper size="xs" label={t('answers.who')} labelElement="div">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('answers.who')}
        data={[
          { value: 'builtIn', label: t('answers.builtIn') },
          { value: 'ask', label: t('answers.ask') },
        ]}
        value={answers}
        onChange={(chosen) => simulator.update({ answers: chosen === 'ask' ? 'ask' : 'builtIn' })}
      />
    </Input.Wrapper>
  );
}
