import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Hooks } from './hooks';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('hooks') };
}

export default function Page() {
  return (
    <AllowedOnly permission="channel.edit">
      <Hooks />
    </AllowedOnly>
  );
}
