import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Mailboxes } from './mailboxes';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('mailboxes') };
}

export default function Page() {
  return (
    <AllowedOnly permission="channel.read">
      <Mailboxes />
    </AllowedOnly>
  );
}
