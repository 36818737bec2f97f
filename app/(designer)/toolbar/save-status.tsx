'use client';

import { Loader, Tooltip, VisuallyHidden } from '@mantine/core';
import {
  IconAlertCircle,
  IconCheck,
  IconCloudOff,
  IconEye,
  IconPencil,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormatter } from '@/app/i18n/use-formatter';
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
      return (
        <Trouble
          Icon={IconCloudOff}
          text={t('offline', { time: time(save.since) })}
          help={t('offlineHelp')}
        />
      );
    case 'refused':
      return <Trouble Icon={IconAlertCircle} text={t('refused')} help={t('refusedHelp')} />;
  }
}

/** A few words that always fit; what they mean for the edits is read by pointing at them, by keyboard too, and read out. */
function Trouble({ Icon, text, help }: { Icon: TablerIcon; text: string; help: string }) {
  return (
    <Tooltip label={help} multiline w={280} events={{ hover: true, focus: true, touch: true }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the sentence is also for whoever has no mouse */}
      <output className={classes.save} data-bad tabIndex={0}>
        <Icon size={15} aria-hidden />
        <span>{text}</span>
        <VisuallyHidden>{help}</VisuallyHidden>
      </output>
    </Tooltip>
  );
}
