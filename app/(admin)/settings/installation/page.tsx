import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Installation } from './installation';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('installation') };
}

export default function Page() {
  return (
    <AllowedOnly permission="setting.read">
      <Installation />
    </AllowedOnly>
  );
}
