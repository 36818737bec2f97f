import type { ReactNode } from 'react';
import { type Permission, roleAllows } from '@/runtime/accounts/permissions';
import { NoAccess } from './no-access';
import { readAccount } from './read-account';

/** Shows a page only to those who may use it; procedures check again. */
export async function AllowedOnly({ permission, children }: { permission: Permission; children: ReactNode }) {
  const account = await readAccount();
  return account && roleAllows(account.role, permission) ? children : <NoAccess />;
}
