'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBinaryTree, IconMaximize, IconMinus, IconPlus, IconWand } from '@tabler/icons-react';
import { Panel } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useEditorUi } from '../actions/editor-ui';
import { useEditorState } from '../use-editor';

/** Zoom, show everything, tidy up now or always. */
export function CanvasControls() {
  const t = useTranslations('designer.actions');
  const ui = useEditorUi();
  const readOnly = useEditorState((state) => state.readOnly);
  const alwaysTidy = useEditorState((state) => state.alwaysTidy);
  const buttons = [
    { id: 'zoomIn', Icon: IconPlus, act: () => ui.canvas?.zoomIn() },
    { id: 'zoomOut', Icon: IconMinus, act: () => ui.canvas?.zoomOut() },
    { id: 'fit', Icon: IconMaximize, act: () => ui.canvas?.fit('everything') },
    ...(readOnly ? [] : [{ id: 'tidy' as const, Icon: IconBinaryTree, act: () => ui.tidy() }]),
  ] as const;
  return (
    <Panel position="bottom-left">
      <ActionIcon.Group orientation="vertical">
        {buttons.map(({ id, Icon, act }) => (
          <Tooltip key={id} label={t(id)} position="right">
            <ActionIcon variant="default" size="lg" aria-label={t(id)} onClick={act}>
              <Icon size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        ))}
        {!readOnly && (
          <Tooltip label={t('alwaysTidy')} position="right">
            <ActionIcon
              variant={alwaysTidy ? 'filled' : 'default'}
              color="petrol"
              size="lg"
              aria-label={t('alwaysTidy')}
              aria-pressed={alwaysTidy}
              onClick={() => ui.toggleAlwaysTidy()}
            >
              <IconWand size={17} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
      </ActionIcon.Group>
    </Panel>
  );
}
