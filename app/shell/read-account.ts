import { headers } from 'next/headers';
import { cache } from 'react';
import { currentAccount } from '@/runtime/accounts/current-account';
import { connectStore } from '@/runtime/store/connect';

/** Whoever is signed in, asked once per page. For server components. */
export const readAccount = cache(async () => {
  await connectStore();
  return currentAccount(await headers());
});
