import type { NodeCategory, NodeDefinition, NodeRegistry } from '@/runtime/flow/node-definition';
import { CATEGORIES } from '../model/category-look';
import type { NodeWords } from '../model/node-words';

export interface PaletteSection {
  category: NodeCategory;
  types: NodeDefinition[];
}

/** Node types by category, those whose title or description has every word of the search; the best match first of all. */
export function paletteSections(registry: NodeRegistry, words: NodeWords, search: string): PaletteSection[] {
  const wanted = search.trim().toLocaleLowerCase(words.language);
  const ranks = new Map([...registry.values()].map(({ type }) => [type, rankOf(type, wanted, words)]));
  const rank = ({ type }: NodeDefinition): number => ranks.get(type) ?? NO_MATCH;
  const sections = CATEGORIES.map((category) => ({
    category,
    types: [...registry.values()]
      .filter((definition) => definition.category === category && rank(definition) > NO_MATCH)
      .sort(
        (left, right) =>
          rank(right) - rank(left) ||
          words.typeTitle(left.type).localeCompare(words.typeTitle(right.type), words.language),
      ),
  })).filter((section) => section.types.length > 0);
  if (wanted === '') return sections;
  const best = ({ types }: PaletteSection): number => Math.max(...types.map(rank));
  return sections.sort((left, right) => best(right) - best(left));
}

const NO_MATCH = 0;

function rankOf(type: string, wanted: string, words: NodeWords): number {
  const title = words.typeTitle(type).toLocaleLowerCase(words.language);
  const all = `${title} ${words.description(type).toLocaleLowerCase(words.language)} ${type}`;
  if (!wanted.split(/\s+/).every((word) => all.includes(word))) return NO_MATCH;
  if (title === wanted) return 4;
  if (title.startsWith(wanted)) return 3;
  return title.includes(wanted) ? 2 : 1;
}
