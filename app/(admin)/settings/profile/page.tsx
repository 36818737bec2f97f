import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Profile } from './profile';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('profile') };
}

export default function Page() {
  return (
    <AllowedOnly permission="profile.edit">
      <Profile />
    </AllowedOnly>
  );
}
