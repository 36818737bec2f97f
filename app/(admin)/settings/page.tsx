import { redirect } from 'next/navigation';
import { roleAllows } from '@/runtime/accounts/permissions';
import { readAccount } from '../../shell/read-account';

export default async function SettingsPage() {
  const account = await readAccount();
  if (!account) redirect('/login');
  redirect(roleAllows(account.role, 'channel.read') ? '/settings/mailboxes' : '/settings/profile');
}
