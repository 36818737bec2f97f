'use client';

import { Group, TextInput, type TextInputProps } from '@mantine/core';
import type { Localized } from '@/runtime/flow/flow-document';

/** A name in both languages, as it is typed. */
export interface NameValues {
  de: string;
  en: string;
}

export interface NameFieldsProps {
  labels: NameValues;
  /** What the form has for each. */
  fields: Record<keyof NameValues, TextInputProps>;
  maxLength?: number;
}

/** The name of something in German and English, beside each other. */
export function NameFields({ labels, fields, maxLength }: NameFieldsProps) {
  return (
    <Group grow align="flex-start">
      <TextInput label={labels.de} maxLength={maxLength} data-autofocus {...fields.de} />
      <TextInput label={labels.en} maxLength={maxLength} {...fields.en} />
    </Group>
  );
}

/** What a form begins with. */
export function nameValues(name: Localized | undefined): NameValues {
  return { de: name?.de ?? '', en: name?.en ?? '' };
}

/** One language is enough. */
export function hasName({ de, en }: NameValues): boolean {
  return de.trim() !== '' || en.trim() !== '';
}

/** As it is stored: where one language was left empty, the other stands for it. */
export function storedName({ de, en }: NameValues): { de: string; en: string } {
  return { de: de.trim() || en.trim(), en: en.trim() || de.trim() };
}
