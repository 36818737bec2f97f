'use client';

import { Group, Skeleton } from '@mantine/core';
import classes from './editor.module.css';

/** The editor's own layout while it loads. */
export function EditorSkeleton() {
  return (
    <div className={classes.editor} aria-busy="true">
      <Group className={classes.toolbar} px="md">
        <Skeleton h={18} w={220} />
        <Skeleton h={30} w={120} ml="auto" />
      </Group>
      <div className={classes.body}>
        <div className={classes.left}>
          {[0, 1, 2, 3, 4, 5, 6].map((line) => (
            <Skeleton key={line} h={28} m={12} w="auto" />
          ))}
        </div>
        <div className={classes.surface} />
      </div>
    </div>
  );
}
