'use client';

import { Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './flow-list.module.css';

interface TemplateChoiceProps {
  chosen: boolean;
  title: string;
  text: string;
  preview?: ReactNode;
  onChoose(): void;
}

/** One way to begin a flow, with its picture. */
export function TemplateChoice({ chosen, title, text, preview, onChoose }: TemplateChoiceProps) {
  return (
    <UnstyledButton
      className={classes.template}
      aria-pressed={chosen}
      data-chosen={chosen || undefined}
      onClick={onChoose}
    >
      {preview ?? <div className={classes.preview} />}
      <Text fw={600}>{title}</Text>
      <Text size="xs" c="dimmed" lineClamp={6}>
        {text}
      </Text>
    </UnstyledButton>
  );
}
