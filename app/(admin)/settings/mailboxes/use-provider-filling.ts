'use client';

import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '@/app/trpc/client';
import type { MailboxForm } from './mailbox-form';

/** Known providers fill in their servers as soon as the first address is there, where nothing was typed yet. */
export function useProviderFilling({
  values,
  getValues,
  setValues,
}: Pick<UseFormReturnType<MailboxForm>, 'values' | 'getValues' | 'setValues'>): void {
  const address = values.addresses[0] ?? '';
  const { data: provider } = useQuery(
    useTRPC().mailboxes.provider.queryOptions({ address }, { enabled: address.includes('@') }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a provider; what is typed afterwards stays
  useEffect(() => {
    const { imapHost, smtpHost, imapUser, smtpUser } = getValues();
    if (!provider || imapHost || smtpHost) return;
    const login = provider.login === 'oauth' ? 'oauth' : 'password';
    setValues({
      imapLogin: login,
      smtpLogin: login,
      oauthProvider: provider.name.startsWith('Microsoft') ? 'microsoft' : 'google',
      imapHost: provider.imap.host,
      imapPort: provider.imap.port,
      imapSecurity: provider.imap.security,
      smtpHost: provider.smtp.host,
      smtpPort: provider.smtp.port,
      smtpSecurity: provider.smtp.security,
      imapUser: imapUser || address,
      smtpUser: smtpUser || address,
    });
  }, [provider]);
}
