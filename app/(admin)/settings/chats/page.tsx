import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Chats } from './chats';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('chats') };
}

export default function Page() {
  return (
    <AllowedOnly permission="channel.read">
      <Chats />
    </AllowedOnly>
  );
}
