import type { NodeCategory } from '@/runtime/flow/node-definition';

/** Categories in the order of the palette, each with its quiet tint. They also differ by icon, never by colour alone. */
export const CATEGORIES: readonly NodeCategory[] = ['start', 'decide', 'think', 'do'];

const COLORS: Record<NodeCategory, string> = {
  start: 'green',
  decide: 'blue',
  think: 'violet',
  do: 'orange',
};

/** Name of the Mantine colour of a category; gray for a type that is unknown here. */
export function categoryColor(category: NodeCategory | undefined): string {
  return category ? COLORS[category] : 'gray';
}
