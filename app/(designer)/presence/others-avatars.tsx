'use client';

import { Avatar, Tooltip } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEditorState } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { personColor } from './person-color';

const SHOWN = 4;

/** Everybody else with his initials, and at which node he is. */
export function OthersAvatars() {
  const t = useTranslations('designer.presence');
  const words = useNodeWords();
  const others = useEditorState((state) => state.others);
  const flow = useEditorState((state) => state.flow);
  const sentence = ({ name, node }: (typeof others)[number]): string => {
    const at = flow.nodes.find(({ id }) => id === node);
    return at ? t('at', { name, title: words.title(at) }) : t('here', { name });
  };
  return (
    <Avatar.Group aria-label={t('title')}>
      {others.slice(0, SHOWN).map((other) => (
        <Tooltip key={other.client} label={sentence(other)}>
          <Avatar
            size="sm"
            name={other.name}
            variant="filled"
            color={`${personColor(other.name)}.9`}
            alt={sentence(other)}
          />
        </Tooltip>
      ))}
      {others.length > SHOWN && <Avatar size="sm">+{others.length - SHOWN}</Avatar>}
    </Avatar.Group>
  );
}
