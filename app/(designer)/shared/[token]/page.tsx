import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { SharedFlowLoader } from '../../publish/shared-flow-loader';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('publish.shared');
  // The token is all that protects the draft: no search engine, and no other site by a referrer, shall learn it.
  return { title: t('readOnly'), robots: { index: false, follow: false }, referrer: 'no-referrer' };
}

export default async function SharedFlowPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <SharedFlowLoader token={token} />;
}
