import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { type Permission, permissionsOf } from '@/runtime/accounts/permissions';
import { AccountProvider } from './account-context';
import { NoAccess } from './no-access';
import { readAccount } from './read-account';
import { Shell } from './shell';

/**
 * The frame of every signed-in page: rail, command palette, live changes. `layout.tsx` of each area wraps its pages in
 * it; `permission` is what the area asks for, on top of what each procedure checks anyway.
 */
export async function Workspace({ children, permission }: { children: ReactNode; permission?: Permission }) {
  const account = await readAccount();
  if (!account) redirect('/login');
  const allowed = permission === undefined || permissionsOf(account.role).includes(permission);
  return (
    <AccountProvider account={account} permissions={permissionsOf(account.role)}>
      <Shell>{allowed ? children : <NoAccess />}</Shell>
    </AccountProvider>
  );
}
