import type { NodeCategory, NodeDefinition, NodeRegistry } from '@/runtime/flow/node-definition';
import { CATEGORIES } from '../model/category-look';
import type { NodeWords } from '../model/node-words';

export interface PaletteSection {
  category: NodeCategory;
  types: NodeDefinition[];
}

/** Node types by category, those whose title or description has every word of the search; the best match first. */
export function paletteSections(registry: NodeRegistry, words: NodeWords, search: string): PaletteSection[] {
  const wanted = search.toLocaleLowerCase(words.language).split(/\s+/).filter(Boolean);
  const rank = (type: string): number => {
    const title = words.typeTitle(type).toLocaleLowerCase(words.language);
    const all = `${title} ${words.description(type).toLocaleLowerCase(words.language)} ${type}`;
    if (!wanted.every((word) => all.includes(word))) return -1;
    return wanted.some((word) => title.startsWith(word))
      ? 2
      : wanted.some((word) => title.includes(word))
        ? 1
        : 0;
  };
  return CATEGORIES.map((category) => {
    const types = [...registry.values()]
      .filter((definition) => definition.category === category && rank(definition.type) >= 0)
      .sort(
        (left, right) =>
          rank(right.type) - rank(left.type) ||
          words.typeTitle(left.type).localeCompare(words.typeTitle(right.type), words.language),
      );
    return { category, types };
  }).filter((section) => section.types.length > 0);
}
