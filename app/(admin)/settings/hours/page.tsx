import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { OpeningHours } from './opening-hours';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('hours') };
}

export default function Page() {
  return (
    <AllowedOnly permission="calendar.read">
      <OpeningHours />
    </AllowedOnly>
  );
}
