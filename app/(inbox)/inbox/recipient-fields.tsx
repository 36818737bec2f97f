'use client';

import { Alert, Button, Stack, TagsInput, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMailX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { badlyWritten } from './addresses';
import { FieldRow } from './field-row';
import type { Writing } from './use-writing';

const fields = ['to', 'cc', 'bcc'] as const;

/** Whom a message goes to. Addresses that are none, and those that mail came back from, are told before it is sent. */
export function RecipientFields({ writing: { draft, change } }: { writing: Writing }) {
  const t = useTranslations('inbox.composer');
  const [copiesWanted, setCopiesWanted] = useState(false);
  const inputs = useBeginning(draft.to?.length === 0, copiesWanted);
  const copiesShown = copiesWanted || draft.cc.length + draft.bcc.length > 0;
  const shown = copiesShown ? fields : (['to'] as const);
  const all = [...(draft.to ?? []), ...draft.cc, ...draft.bcc];
  const wrong = badlyWritten(all);
  return (
    <Stack gap={6}>
      {shown.map((field) => (
        <FieldRow key={field} label={t(field)}>
          <TagsInput
            ref={inputs[field]}
            flex={1}
            miw={0}
            // One address leaves room for the next in the same line.
            styles={{ inputField: { minWidth: 48 } }}
            value={draft[field] ?? []}
            onChange={(addresses) => change({ [field]: addresses })}
            aria-label={t(field)}
            // Where a dialog is opened, writing begins here; beside a ticket it begins in the text.
            data-autofocus={field === 'to' || undefined}
            // It offers nothing, and Escape is to close the dialog instead.
            dropdownOpened={false}
            splitChars={[',', ';', ' ']}
            acceptValueOnBlur
            error={badlyWritten(draft[field] ?? []).length > 0}
          />
          {field === 'to' && !copiesShown && (
            <Button
              variant="subtle"
              color="gray"
              style={{ flex: 'none' }}
              onClick={() => setCopiesWanted(true)}
            >
              {t('copies')}
            </Button>
          )}
        </FieldRow>
      ))}
      {wrong.length > 0 && (
        <Text size="xs" c="red" role="alert">
          {t('badlyWritten', { addresses: wrong.join(', '), count: wrong.length })}
        </Text>
      )}
      <BadAddresses addresses={all} />
    </Stack>
  );
}

/** Writing begins where something is missing, and goes on in the line for copies when it has just been asked for. */
function useBeginning(isUnaddressed: boolean, copiesWanted: boolean) {
  const to = useRef<HTMLInputElement>(null);
  const cc = useRef<HTMLInputElement>(null);
  const [unaddressed] = useState(isUnaddressed);
  useEffect(() => {
    if (unaddressed) to.current?.focus();
  }, [unaddressed]);
  useEffect(() => {
    if (copiesWanted) cc.current?.focus();
  }, [copiesWanted]);
  return { to, cc, bcc: undefined };
}

function BadAddresses({ addresses }: { addresses: string[] }) {
  const t = useTranslations('inbox.composer');
  const [settled] = useDebouncedValue(addresses.join('\n'), 300);
  const { data } = useQuery(
    useTRPC().inbox.badAddresses.queryOptions(
      { addresses: settled.split('\n').slice(0, 150) },
      { enabled: settled !== '' },
    ),
  );
  if (!data || data.length === 0) return null;
  return data.map(({ address, detail }) => (
    <Alert key={address} color="orange" p="xs" icon={<IconMailX size={16} aria-hidden />}>
      <Text size="sm">{t('cameBack', { address })}</Text>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {detail}
      </Text>
    </Alert>
  ));
}
