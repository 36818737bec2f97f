'use client';

import { Combobox, Popover, Text, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { nodeRegistry } from '@/nodes/registry.generated';
import { useEditorUi } from '../actions/editor-ui';
import type { QuickAddPlace, ScreenPoint } from '../canvas/canvas-actions';
import { addingNode } from '../model/add-node';
import { useEditor } from '../use-editor';
import { useNodeWords } from '../use-node-words';
import { paletteSections } from './node-types';
import { TypeIcon } from './type-icon';

/** Until a new card and the inspector are drawn, milliseconds. */
const DRAWN = 80;

/** Height of the list where there is room for it, and the least that is of use; the rest of the menu. Pixels. */
const LIST = { full: 344, least: 132 };
const MENU_FRAME = 66;

interface QuickAddMenuProps {
  place: QuickAddPlace;
  at: ScreenPoint;
  /** Turns a point of the screen into one of the canvas; the outline has none. */
  toFlow?: ((point: ScreenPoint) => { x: number; y: number }) | undefined;
  /** What the menu stays within, so that it covers neither toolbar nor inspector; the window when absent. */
  within?: Element | null | undefined;
  onClose(): void;
}

/** A searchable list of node types where the pointer is; choosing one puts it in its place, connected. */
export function QuickAddMenu({ place, at, toFlow, within, onClose }: QuickAddMenuProps) {
  const t = useTranslations('designer');
  const words = useNodeWords();
  const [search, setSearch] = useState('');
  const combobox = useCombobox({ defaultOpened: true });
  const list = useId();
  const sections = paletteSections(nodeRegistry, words, search).filter(
    (section) => place.kind === 'canvas' || section.category !== 'start',
  );
  const add = useQuickAdd({ place, at, toFlow, onClose });
  return (
    <Popover
      opened
      onDismiss={onClose}
      position="bottom-start"
      width={320}
      shadow="lg"
      trapFocus
      returnFocus
      withRoles={false}
      middlewares={
        within ? { flip: false, shift: { boundary: within, crossAxis: true, padding: 8 } } : undefined
      }
    >
      <Popover.Target>
        <div style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t('quickAdd.label')}>
        <Combobox store={combobox} onOptionSubmit={add} withinPortal={false}>
          {/* Its list is always open; said here, because the library tells of it only after the first letter. */}
          <Combobox.EventsTarget withExpandedAttribute aria-expanded aria-controls={list}>
            <TextInput
              m={6}
              size="xs"
              leftSection={<IconSearch size={14} />}
              data-autofocus
              value={search}
              placeholder={t('quickAdd.search')}
              aria-label={t('quickAdd.search')}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
                combobox.selectFirstOption();
              }}
              onKeyDown={(event) => {
                if (event.key === 'Escape') onClose();
              }}
            />
          </Combobox.EventsTarget>
          <TypeOptions id={list} sections={sections} height={listHeight(within)} />
        </Combobox>
      </Popover.Dropdown>
    </Popover>
  );
}

/** As high as its surroundings allow. */
function listHeight(within: Element | null | undefined): number {
  const room = within?.getBoundingClientRect().height ?? window.innerHeight;
  return Math.max(LIST.least, Math.min(LIST.full, room - MENU_FRAME));
}

interface TypeOptionsProps {
  id: string;
  sections: ReturnType<typeof paletteSections>;
  height: number;
}

function TypeOptions({ id, sections, height }: TypeOptionsProps) {
  const t = useTranslations('designer');
  const words = useNodeWords();
  return (
    <Combobox.Options id={id} mah={height} style={{ overflowY: 'auto' }} aria-label={t('quickAdd.label')}>
      {sections.length === 0 && <Combobox.Empty>{t('palette.nothing')}</Combobox.Empty>}
      {sections.map(({ category, types }) => (
        <Combobox.Group key={category} label={t(`categories.${category}`)}>
          {types.map(({ type }) => (
            <Combobox.Option key={type} value={type}>
              <div style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
                <TypeIcon type={type} />
                <div style={{ minWidth: 0 }}>
                  <Text fw={500}>{words.typeTitle(type)}</Text>
                  {/* In the colour of its option: a fixed grey would not be read on the chosen one. */}
                  <Text size="xs" opacity={0.9} lineClamp={1}>
                    {words.description(type)}
                  </Text>
                </div>
              </div>
            </Combobox.Option>
          ))}
        </Combobox.Group>
      ))}
    </Combobox.Options>
  );
}

/** Puts a node of a type in its place, connected, and shows it. */
function useQuickAdd({ place, at, toFlow, onClose }: QuickAddMenuProps): (type: string) => void {
  const editor = useEditor();
  const ui = useEditorUi();
  const words = useNodeWords();
  return (type) => {
    const definition = nodeRegistry.get(type);
    if (!definition) return;
    const { flow, environment } = editor.getState();
    const exact =
      place.kind === 'canvas' ? { kind: 'canvas' as const, at: toFlow?.(at) ?? { x: 0, y: 0 } } : place;
    const { operation, id } = addingNode(definition, exact, {
      flow,
      registry: nodeRegistry,
      words,
      environment,
    });
    if (editor.dispatch(operation)) {
      editor.select({ nodes: new Set([id]) });
      // Drawn first, with the inspector that its selection opens: what was just added is not to be searched for.
      setTimeout(() => ui.canvas?.reveal(id), DRAWN);
    }
    onClose();
  };
}
