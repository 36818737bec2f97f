import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { Ledger } from './ledger';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('ledger') };
}

export default function Page() {
  return (
    <AllowedOnly permission="ledger.read">
      <Ledger />
    </AllowedOnly>
  );
}
