'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type Command, useCommands } from '@/app/shell/commands';
import type { ActionContext } from './editor-action';
import { editorActions, isPossible } from './editor-actions';

/** Offers the actions of the editor in the command palette, by the names that menus and the list of keys use. */
export function useActionCommands(context: () => ActionContext): void {
  const t = useTranslations('designer');
  const commands = useMemo(
    () =>
      editorActions
        // Steps in a direction are for fingers that stay on a key.
        .filter(({ family }) => family === undefined)
        .map(
          (action): Command => ({
            id: `flow:${action.id}`,
            label: t(`actions.${action.id}` as 'actions.undo'),
            possible: () => isPossible(action, context().editor.getState()),
            run: () => action.perform(context()),
          }),
        ),
    [context, t],
  );
  useCommands(t('keys.palette'), commands);
}
