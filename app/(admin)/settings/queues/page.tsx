import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Queues } from './queues';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('queues') };
}

export default function Page() {
  return (
    <AllowedOnly permission="queue.read">
      <Queues />
    </AllowedOnly>
  );
}
