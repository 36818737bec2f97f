import { getTranslations } from 'next-intl/server';
import { PageMessage } from './shell/page-message';

export default async function NotFound() {
  const t = await getTranslations('shell.notFound');
  return <PageMessage title={t('title')} text={t('text')} link={{ href: '/', label: t('home') }} />;
}
