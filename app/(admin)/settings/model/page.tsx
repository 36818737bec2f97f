import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { ModelSettings } from './model-settings';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('model') };
}

export default function Page() {
  return (
    <AllowedOnly permission="setting.read">
      <ModelSettings />
    </AllowedOnly>
  );
}
