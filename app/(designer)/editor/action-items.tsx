'use client';

import { Menu } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { EditorAction } from '../actions/editor-action';
import { shownKeys } from '../actions/editor-actions';
import { KeySign } from './key-sign';

interface ActionItemsProps {
  sections: readonly (readonly EditorAction[])[];
  isDisabled?(action: EditorAction): boolean;
  perform(action: EditorAction): void;
}

/** What takes something away stands in the colour of errors. */
const DELETING = ['remove', 'removeAndHeal'];

/** Actions as the lines of a menu, each with its key, a line between the sections. */
export function ActionItems({ sections, isDisabled, perform }: ActionItemsProps) {
  const t = useTranslations('designer');
  return sections.map((actions, index) => (
    <div key={actions[0]?.id}>
      {index > 0 && <Menu.Divider />}
      {actions.map((action) => (
        <Menu.Item
          key={action.id}
          disabled={isDisabled?.(action)}
          {...(DELETING.includes(action.id) && { color: 'red' })}
          rightSection={shownKeys(action)
            .slice(0, 1)
            .map((key) => <KeySign key={key} name={key} />)}
          onClick={() => perform(action)}
        >
          {t(`actions.${action.id}` as 'actions.undo')}
        </Menu.Item>
      ))}
    </div>
  ));
}
