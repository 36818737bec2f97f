'use client';

import {
  Alert,
  Button,
  Group,
  Modal,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Language, languages } from '@/app/i18n/language';
import { useTRPC } from '@/app/trpc/client';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { localizedText } from '@/runtime/flow/localized';
import type { Template } from '@/runtime/library/templates';
import classes from './flow-list.module.css';
import { FlowPreview } from './flow-preview';
import { TemplateChoice } from './template-choice';
import { type SlotChoices, TemplateSetup } from './template-setup';
import { useInstallTemplate } from './use-install-template';

/** Begins a flow: empty, or from a template in two steps: which one, and what of this installation it works with. */
export function NewFlowDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('designer.newFlow');
  const locale = useLocale();
  const trpc = useTRPC();
  const router = useRouter();
  const sentence = useErrorSentence();
  const templates = useQuery(trpc.flows.templates.queryOptions());
  // Until somebody chooses, the first template: a flow that works is the best beginning.
  const [chosen, setChosen] = useState<string | null | undefined>();
  const template = chosen === undefined ? (templates.data?.[0]?.name ?? null) : chosen;
  const [name, setName] = useState('');
  const [language, setLanguage] = useState<Language>(languages.find((known) => known === locale) ?? 'de');
  const [choices, setChoices] = useState<SlotChoices>({});
  const [step, setStep] = useState<'choose' | 'setUp'>('choose');
  const begun = templates.data?.find((known) => known.name === template);
  const suggested = begun ? titleOf(begun, language) : t('untitled');
  const create = useMutation(
    trpc.flows.create.mutationOptions({ onSuccess: ({ id }) => router.push(`/flows/${id}`) }),
  );
  const install = useInstallTemplate((id) => router.push(`/flows/${id}`));
  const error = create.error ?? install.error ?? templates.error;
  const submit = (): void => {
    const wanted = name.trim() || suggested;
    if (template === null) create.mutate({ name: wanted });
    else install.mutate({ template, name: wanted, language, choices });
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
          {step === 'choose' || template === null ? (
            <>
              <Group align="flex-end" wrap="nowrap">
                <TextInput
                  data-autofocus
                  flex={1}
                  label={t('name')}
                  placeholder={suggested}
                  maxLength={120}
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
                <SegmentedControl
                  aria-label={t('language')}
                  value={language}
                  onChange={(value) => setLanguage(languages.find((known) => known === value) ?? language)}
                  data={languages.map((value) => ({ value, label: t(`languages.${value}`) }))}
                />
              </Group>
              <Gallery
                templates={templates.data}
                language={language}
                chosen={template}
                choose={(next) => {
                  setChosen(next);
                  setChoices({});
                }}
              />
            </>
          ) : (
            <TemplateSetup
              template={template}
              choices={choices}
              choose={(slot, value) => setChoices((present) => withChoice(present, slot, value))}
            />
          )}
          {error && <Alert color="red">{sentence(error)}</Alert>}
          <Group justify="flex-end">
            {step === 'choose' ? (
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
            ) : (
              <Button variant="default" onClick={() => setStep('choose')}>
                {t('back')}
              </Button>
            )}
            {step === 'choose' && template !== null && (
              <Button variant="default" onClick={() => setStep('setUp')}>
                {t('setUp')}
              </Button>
            )}
            <Button type="submit" loading={create.isPending || install.isPending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface GalleryProps {
  templates: Template[] | undefined;
  language: Language;
  chosen: string | null;
  choose(template: string | null): void;
}

function Gallery({ templates, language, chosen, choose }: GalleryProps) {
  const t = useTranslations('designer.newFlow');
  const [search, setSearch] = useState('');
  const words = search.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  const found = templates?.filter((known) => {
    const text = `${titleOf(known, language)} ${textOf(known, language)} ${known.tags.join(' ')}`;
    return words.every((word) => text.toLocaleLowerCase(language).includes(word));
  });
  return (
    <>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.templates}>
        {!found && <Skeleton h={150} />}
        {found?.map((known) => (
          <TemplateChoice
            key={known.name}
            chosen={chosen === known.name}
            title={titleOf(known, language)}
            text={textOf(known, language)}
            preview={<FlowPreview document={known.document} />}
            onChoose={() => choose(known.name)}
          />
        ))}
        <TemplateChoice
          chosen={chosen === null}
          title={t('empty')}
          text={t('emptyText')}
          onChoose={() => choose(null)}
        />
      </div>
      {found?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('nothing')}
        </Text>
      )}
    </>
  );
}

function withChoice(choices: SlotChoices, slot: string, value: string | null): SlotChoices {
  const { [slot]: _old, ...others } = choices;
  return value === null ? others : { ...others, [slot]: value };
}

function titleOf(template: Template, language: string): string {
  return localizedText(template.title, language, ['en', 'de']) || template.document.name;
}

function textOf(template: Template, language: string): string {
  return localizedText(template.description, language, ['en', 'de']) || template.document.description;
}
