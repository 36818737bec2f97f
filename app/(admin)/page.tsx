import { redirect } from 'next/navigation';
import { roleAllows } from '@/runtime/accounts/permissions';
import { readAccount } from '../shell/read-account';

export default async function OverviewPage() {
  const account = await readAccount();
  if (!account) redirect('/login');
  if (account.mustSetPassword === false && !roleAllows(account.role, 'overview.read')) redirect('/inbox');
  return null;
}
