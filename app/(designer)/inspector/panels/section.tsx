'use client';

import { Collapse, Group, Text, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './section.module.css';

/** A part of the panel that is folded until somebody wants it; what is folded is not drawn at all. */
export function Section({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  return (
    <div>
      <UnstyledButton className={classes.head} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <Group gap={6} wrap="nowrap">
          {icon}
          <Text size="sm" fw={500}>
            {title}
          </Text>
          <IconChevronRight
            size={14}
            style={{ marginLeft: 'auto', transform: opened ? 'rotate(90deg)' : undefined }}
          />
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened}>{opened && <div className={classes.body}>{children}</div>}</Collapse>
    </div>
  );
}
