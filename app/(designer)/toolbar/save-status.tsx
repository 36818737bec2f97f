'use client';

import { Loader } from '@mantine/core';
import {
  IconAlertCircle,
  IconCheck,
  IconCloudOff,
  IconEye,
  IconPencil,
  type TablerIcon,
} from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import classes from '../editor/editor.module.css';
import { useEditorState } from '../use-editor';

/** Where the draft stands, in words. */
export function SaveStatus() {
  const t = useTranslations('designer.save');
  const format = useFormatter();
  const save = useEditorState((state) => state.save);
  const readOnly = useEditorState((state) => state.readOnly);
  if (readOnly)
    return (
      <span className={classes.save}>
        <IconEye size={15} aria-hidden />
        {t('readOnly')}
      </span>
    );
  const time = (at: number): string => format.dateTime(at, { hour: 'numeric', minute: '2-digit' });
  switch (save.status) {
    case 'saved':
      return (
        <output className={classes.save}>
          <IconCheck size={15} aria-hidden />
          {save.at === null ? t('allSaved') : t('saved', { time: time(save.at) })}
        </output>
      );
    case 'changed':
      return (
        <output className={classes.save}>
          <IconPencil size={15} aria-hidden />
          {t('changed')}
        </output>
      );
    case 'saving':
      return (
        <output className={classes.save}>
          <Loader size={13} aria-hidden />
          {t('saving')}
        </output>
      );
    case 'offline':
      return <Trouble Icon={IconCloudOff} text={t('offline', { time: time(save.since) })} />;
    case 'refused':
      return <Trouble Icon={IconAlertCircle} text={t('refused')} />;
  }
}

/** A long sentence in a narrow place: what does not fit is read by pointing at it. */
function Trouble({ Icon, text }: { Icon: TablerIcon; text: string }) {
  return (
    <output className={classes.save} data-bad title={text}>
      <Icon size={15} aria-hidden />
      <span>{text}</span>
    </output>
  );
}
