import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Teams } from './teams';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('teams') };
}

export default function Page() {
  return (
    <AllowedOnly permission="user.read">
      <Teams />
    </AllowedOnly>
  );
}
