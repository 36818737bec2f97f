import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AllowedOnly } from '@/app/shell/allowed-only';
import { CannedReplies } from './canned-replies';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.navigation');
  return { title: t('canned-replies') };
}

export default function Page() {
  return (
    <AllowedOnly permission="cannedReply.edit">
      <CannedReplies />
    </AllowedOnly>
  );
}
