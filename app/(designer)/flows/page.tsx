import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FlowList } from '../flow-list/flow-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('designer.list');
  return { title: t('title') };
}

export default function FlowsPage() {
  return <FlowList />;
}
