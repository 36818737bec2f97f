'use client';

import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { MailProvider } from '@/runtime/channels/email/mail-providers';
import type { MailboxForm } from './mailbox-form';
import { type Filling, providerFields, usesProvider } from './provider-fields';

/**
 * Known providers fill in their servers as soon as the first address is there, and again when another takes its place,
 * where nothing was typed. Gives the provider whose servers stand in the form.
 */
export function useProviderFilling({
  values,
  getValues,
  setValues,
}: Pick<UseFormReturnType<MailboxForm>, 'values' | 'getValues' | 'setValues'>): MailProvider | null {
  const address = values.addresses[0] ?? '';
  const { data: provider } = useQuery(
    useTRPC().mailboxes.provider.queryOptions({ address }, { enabled: address.includes('@') }),
  );
  const before = useRef<Filling | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a provider; what is typed afterwards stays
  useEffect(() => {
    if (!provider) return;
    const filling = { provider, address };
    setValues(providerFields(getValues(), filling, before.current));
    before.current = filling;
  }, [provider]);
  return provider && values.incoming === 'imap' && usesProvider(values, provider) ? provider : null;
}
