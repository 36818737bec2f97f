'use client';

import { Button, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from './canvas.module.css';
import type { QuickAddPlace, ScreenPoint } from './canvas-actions';

interface EmptyCanvasProps {
  /** Something else is drawn already, such as notes: it stays in sight. */
  beside: boolean;
  onAdd(place: QuickAddPlace, at?: ScreenPoint): void;
}

/** What to do first in a flow without nodes. */
export function EmptyCanvas({ beside, onAdd }: EmptyCanvasProps) {
  const t = useTranslations('designer.canvas');
  return (
    <div className={classes.empty} data-beside={beside || undefined}>
      <div className={classes.emptyInner}>
        <Title order={2}>{t('emptyTitle')}</Title>
        <Text c="dimmed" mt={6} mb="md">
          {t('emptyText')}
        </Text>
        <Button leftSection={<IconPlus size={16} />} onClick={() => onAdd({ kind: 'canvas' })}>
          {t('emptyAdd')}
        </Button>
      </div>
    </div>
  );
}
