import { useTranslations } from 'next-intl';

const VISITOR = /^visitor-[a-z0-9]*([a-z0-9]{4})$/;

/** Whether this is the mark of a chat visitor who has given no address, which nobody can write to. */
export function isVisitorMark(address: string): boolean {
  return VISITOR.test(address);
}

/** Visitors without a name in words, short enough to tell them apart; everybody else as he is called. */
export function usePersonName(): (name: string) => string {
  const t = useTranslations('inbox');
  return (name) => {
    const mark = VISITOR.exec(name)?.[1];
    return mark ? t('visitor', { mark }) : name;
  };
}
