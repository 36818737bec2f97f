import { describe, expect, it } from 'vitest';
import type { FlowListEntry } from '@/runtime/library/list-flows';
import { LAST_CHANGED, type Sorting, sortedBy, sortFlows } from './sort-flows';

const flow = (name: string, more: Partial<FlowListEntry> = {}): FlowListEntry => ({
  id: name,
  name,
  description: '',
  folder: '',
  state: 'draft',
  nodes: 0,
  problems: { errors: 0, warnings: 0 },
  publishedVersion: null,
  publishedAt: null,
  publishedBy: null,
  updatedAt: new Date(0),
  updatedBy: null,
  changed: false,
  plannedAt: null,
  publicationRefused: false,
  templateUpgrade: null,
  ...more,
});
const flows = [
  flow('Zähler 10', { problems: { errors: 0, warnings: 7 }, updatedAt: new Date(3) }),
  flow('Ärger', { publishedAt: new Date(9) }),
  flow('Zähler 2', { problems: { errors: 1, warnings: 0 } }),
  flow('Bau', { updatedAt: new Date(5) }),
];
const volumes = new Map([
  ['Bau', { days: [1, 2] }],
  ['Ärger', { days: [9, 0] }],
]);
const names = (sorting: Sorting) => sortFlows(flows, sorting, volumes, 'de').map(({ name }) => name);

describe('the order of flows', () => {
  it('follows a column, and names where that is equal', () => {
    expect(names(LAST_CHANGED)).toEqual(['Bau', 'Zähler 10', 'Ärger', 'Zähler 2']);
    expect(names({ by: 'name', descending: false })).toEqual(['Ärger', 'Bau', 'Zähler 2', 'Zähler 10']);
    expect(names({ by: 'problems', descending: true })).toEqual(['Zähler 2', 'Zähler 10', 'Ärger', 'Bau']);
    expect(names({ by: 'traffic', descending: true }).slice(0, 2)).toEqual(['Ärger', 'Bau']);
    expect(names({ by: 'published', descending: true })[0]).toBe('Ärger');
  });

  it('turns round with a second click', () => {
    expect(sortedBy(LAST_CHANGED, 'name')).toEqual({ by: 'name', descending: false });
    expect(sortedBy(LAST_CHANGED, 'problems')).toEqual({ by: 'problems', descending: true });
    expect(sortedBy(LAST_CHANGED, 'updated')).toEqual({ by: 'updated', descending: false });
  });
});
