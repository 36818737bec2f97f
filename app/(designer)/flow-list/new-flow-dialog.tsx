'use client';

import { Alert, Button, Group, Modal, Skeleton, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { localizedText } from '@/runtime/flow/localized';
import type { Template } from '@/runtime/library/templates';
import classes from './flow-list.module.css';
import { FlowPreview } from './flow-preview';

/** Begins a flow: from a template, or empty. */
export function NewFlowDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.newFlow');
  const language = useLocale();
  const trpc = useTRPC();
  const router = useRouter();
  const sentence = useErrorSentence();
  const templates = useQuery(trpc.flows.templates.queryOptions());
  // Until somebody chooses, the first template: a flow that works is the best beginning.
  const [chosen, setChosen] = useState<string | null | undefined>();
  const template = chosen === undefined ? (templates.data?.[0]?.name ?? null) : chosen;
  const [name, setName] = useState('');
  const begun = templates.data?.find((known) => known.name === template);
  const suggested = begun ? titleOf(begun, language) : t('untitled');
  const done = { onSuccess: ({ id }: { id: string }) => router.push(`/flows/${id}`) };
  const create = useMutation(trpc.flows.create.mutationOptions(done));
  const install = useMutation(trpc.flows.installTemplate.mutationOptions(done));
  const error = create.error ?? install.error ?? templates.error;
  const submit = (): void => {
    const wanted = name.trim() || suggested;
    if (template === null) create.mutate({ name: wanted });
    else install.mutate({ template, name: wanted });
  };
  return (
    <Modal opened onClose={onClose} title={t('title')} size="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={t('name')}
            placeholder={suggested}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Text fw={500}>{t('begin')}</Text>
          <div className={classes.templates}>
            {templates.isPending && <Skeleton h={150} />}
            {templates.data?.map((known) => (
              <Choice
                key={known.name}
                chosen={template === known.name}
                title={titleOf(known, language)}
                text={localizedText(known.description, language, ['en', 'de']) || known.document.description}
                preview={<FlowPreview document={known.document} />}
                onChoose={() => {
                  setChosen(known.name);
                }}
              />
            ))}
            <Choice
              chosen={template === null}
              title={t('empty')}
              text={t('emptyText')}
              onChoose={() => setChosen(null)}
            />
          </div>
          {error && <Alert color="red">{sentence(error)}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || install.isPending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function titleOf(template: Template, language: string): string {
  return localizedText(template.title, language, ['en', 'de']) || template.document.name;
}

interface ChoiceProps {
  chosen: boolean;
  title: string;
  text: string;
  preview?: React.ReactNode;
  onChoose(): void;
}

function Choice({ chosen, title, text, preview, onChoose }: ChoiceProps) {
  return (
    <UnstyledButton
      className={classes.template}
      aria-pressed={chosen}
      data-chosen={chosen || undefined}
      onClick={onChoose}
    >
      {preview ?? <div className={classes.preview} />}
      <Text fw={600}>{title}</Text>
      <Text size="xs" c="dimmed" lineClamp={3}>
        {text}
      </Text>
    </UnstyledButton>
  );
}
