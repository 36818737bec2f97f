import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { readAccount } from '@/app/shell/read-account';
import { WelcomeForm } from './welcome-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('welcome.title') };
}

export default async function WelcomePage() {
  const account = await readAccount();
  if (!account) redirect('/login');
  if (!account.mustSetPassword) redirect('/');
  return <WelcomeForm name={account.name} email={account.email} />;
}
