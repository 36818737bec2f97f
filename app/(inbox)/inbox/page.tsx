import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Inbox } from './inbox';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell.places');
  return { title: t('inbox') };
}

export default function InboxPage() {
  return <Inbox />;
}
