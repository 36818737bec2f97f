'use client';

import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useErrorSentence } from '@/app/trpc/use-error-sentence';
import { LoginLink } from './login-link';
import { type CreatableKind, type CreatedThing, emptyThing, missingFields, type ThingForm } from './thing';
import { ThingFields } from './thing-fields';
import { useCreateThing } from './use-create-thing';

interface CreateThingProps {
  kind: CreatableKind;
  /** What was typed when nothing fitted. */
  name: string;
  /** The installation's, for opening hours. */
  timeZone: string;
  created(thing: CreatedThing): void;
  close(): void;
}

/** Sets up a queue, calendar, mailbox, chat, web hook, team or person where one is missing, with the fields that matter. */
export function CreateThing({ kind, name, timeZone, created, close }: CreateThingProps) {
  const t = useTranslations('designer.create');
  const sentence = useErrorSentence();
  const [form, setForm] = useState(() => emptyThing(name, timeZone));
  const [tried, setTried] = useState(false);
  const [invited, setInvited] = useState<CreatedThing | null>(null);
  const create = useCreateThing(kind, (thing) => (thing.loginPath ? setInvited(thing) : created(thing)));
  const missing = missingFields(kind, form);
  const wrong = (field: keyof ThingForm) =>
    tried && missing.includes(field)
      ? t(field === 'address' || field === 'email' ? 'addressMissing' : 'fieldMissing')
      : undefined;
  const change = (changes: Partial<ThingForm>) => setForm((present) => ({ ...present, ...changes }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A modal within another form: the form around it, if there is one, must not hear of this.
    event.stopPropagation();
    if (missing.length > 0) setTried(true);
    else create.mutate(form);
  };
  if (invited) return <LoginLink thing={invited} done={() => created(invited)} />;
  return (
    <Modal
      opened
      onClose={close}
      title={t(`titles.${kind}`)}
      size={kind === 'calendar' || kind === 'mailbox' ? 'lg' : 'md'}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            data-autofocus
            withAsterisk
            label={t('name')}
            maxLength={80}
            value={form.name}
            error={wrong('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <ThingFields kind={kind} form={form} change={change} wrong={wrong} />
          {create.isError && (
            <Alert color="red" role="alert">
              {sentence(create.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
