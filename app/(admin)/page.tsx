import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { roleAllows } from '@/runtime/accounts/permissions';
import { readAccount } from '../shell/read-account';
import { Overview } from './overview/overview';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell.places');
  return { title: t('overview') };
}

export default async function OverviewPage() {
  const account = await readAccount();
  if (!account) redirect('/login');
  if (!roleAllows(account.role, 'overview.read')) redirect('/inbox');
  return <Overview />;
}
