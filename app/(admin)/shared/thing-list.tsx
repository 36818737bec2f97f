'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { localizedText } from '@/runtime/flow/localized';
import { EditableList } from './editable-list';
import type { NamedThing, ThingArea } from './named-thing';
import type { RemovableThing } from './remove-thing-dialog';
import { ThingCard, type ThingRemoval } from './thing-card';

interface ThingListProps<Item extends NamedThing> {
  /** Whose texts the page has. */
  area: ThingArea;
  kind: RemovableThing['kind'];
  mayEdit: boolean;
  /** Undefined while they load. */
  items: Item[] | undefined;
  /** What to do while there is none. */
  empty?: string;
  /** Why a thing must not go while others are set to it. */
  barred?: string;
  /** One quiet line about how a thing is set. */
  about(item: Item): string;
  badges?(item: Item): ReactNode;
  removal: ThingRemoval;
  /** `item` is null for a new one. */
  dialog(item: Item | null, close: () => void): ReactNode;
}

/** A settings page of things that flows name by their slot: a card each, and what uses a thing before it goes. */
export function ThingList<Item extends NamedThing>(props: ThingListProps<Item>) {
  const { area, kind, mayEdit, items, empty, barred, removal } = props;
  const t = useTranslations(`admin.${area}`);
  const locale = useLocale();
  const card = (item: Item, edit: () => void) => {
    const name = localizedText(item.name, locale, ['de', 'en']) || item.slot;
    return (
      <ThingCard
        key={item.id}
        thing={{ kind, id: item.id }}
        name={name}
        slot={`${kind}:${item.slot}`}
        badges={props.badges?.(item)}
        about={props.about(item)}
        words={{
          edit: t('edit', { name }),
          remove: t('removeTitle', { name }),
          ...(barred === undefined ? {} : { barred }),
        }}
        mayEdit={mayEdit}
        edit={edit}
        removal={removal}
      />
    );
  };
  return (
    <EditableList
      title={t('title')}
      text={t('text')}
      add={mayEdit ? t('add') : null}
      {...(empty === undefined ? {} : { empty })}
      items={items}
      card={card}
      dialog={props.dialog}
    />
  );
}
