import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Users } from './users';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('users') };
}

export default function Page() {
  return (
    <AllowedOnly permission="user.read">
      <Users />
    </AllowedOnly>
  );
}
