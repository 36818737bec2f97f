'use client';

import { type ReactNode, useState } from 'react';
import { type RemovableThing, RemoveThingDialog } from './remove-thing-dialog';
import { SlotCard } from './slot-card';

/** Taking a thing away, as the page's mutation does it. */
export interface ThingRemoval {
  isPending: boolean;
  mutate(input: { id: string }, options: { onSuccess(): void }): void;
}

interface ThingCardProps {
  thing: RemovableThing;
  name: string;
  slot: string;
  badges?: ReactNode;
  /** One quiet line about how it is set. */
  about: string;
  words: { edit: string; remove: string; barred?: string };
  mayEdit: boolean;
  edit(): void;
  removal: ThingRemoval;
}

/** Something that flows name and that may be used in many places: before it goes, they are shown. */
export function ThingCard({ thing, words, mayEdit, edit, removal, ...shown }: ThingCardProps) {
  const [removing, setRemoving] = useState(false);
  const close = () => setRemoving(false);
  const editing = {
    label: words.edit,
    edit,
    removal: { title: words.remove, ask: () => setRemoving(true) },
  };
  return (
    <>
      <SlotCard {...shown} {...(mayEdit ? { editing } : {})} />
      {removing && (
        <RemoveThingDialog
          thing={thing}
          title={words.remove}
          {...(words.barred === undefined ? {} : { barred: words.barred })}
          removing={removal.isPending}
          remove={() => removal.mutate({ id: thing.id }, { onSuccess: close })}
          onClose={close}
        />
      )}
    </>
  );
}
