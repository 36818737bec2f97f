import type { Localized } from '@/runtime/flow/flow-document';

/** A name in the reader's language, else in any other it exists in. */
export function localizedName(name: Localized, language: string): string {
  return name[language] ?? name.en ?? name.de ?? Object.values(name)[0] ?? '';
}
