import { describe, expect, it } from 'vitest';
import { folderAbove, folderLines, folderNames, folderPath, isHidden, movesOfFolder } from './folder-tree';

const flows = [
  { id: 'top', folder: '' },
  { id: 'nord', folder: 'Vertrieb/Nord' },
  { id: 'aerger', folder: 'Ärger' },
  { id: 'sued', folder: 'Vertrieb / Süd' },
  { id: 'bremen', folder: 'Vertrieb / Nord / Bremen' },
  { id: 'zentrale', folder: 'Zentrale' },
  { id: 'zehn', folder: 'Gebiet 10' },
  { id: 'zwei', folder: 'Gebiet 2' },
];

describe('folders of the list', () => {
  it('lie in one another, by name, with what they hold altogether', () => {
    const lines = folderLines(flows, 'de');
    expect(lines.map(({ path, depth, count }) => [path, depth, count])).toEqual([
      ['', 0, 8],
      ['Ärger', 0, 1],
      ['Gebiet 2', 0, 1],
      ['Gebiet 10', 0, 1],
      ['Vertrieb', 0, 3],
      ['Vertrieb / Nord', 1, 2],
      ['Vertrieb / Nord / Bremen', 2, 1],
      ['Vertrieb / Süd', 1, 1],
      ['Zentrale', 0, 1],
    ]);
    expect(lines.find(({ path }) => path === 'Vertrieb / Nord')).toMatchObject({
      name: 'Nord',
      flows: [{ id: 'nord' }],
    });
    expect(lines.find(({ path }) => path === 'Vertrieb')?.flows).toEqual([]);
    expect(folderNames(flows, 'de')).toContain('Vertrieb');
  });

  it('are the same however their slashes are written', () => {
    expect(folderPath(' Vertrieb/ Nord //')).toBe('Vertrieb / Nord');
    expect(folderAbove('Vertrieb / Nord')).toBe('Vertrieb');
    expect(folderAbove('Vertrieb')).toBe('');
  });

  it('take what lies below along when they are renamed or dissolved', () => {
    expect(movesOfFolder(flows, 'Vertrieb / Nord', 'Norden')).toEqual([
      { id: 'nord', folder: 'Norden' },
      { id: 'bremen', folder: 'Norden / Bremen' },
    ]);
    expect(movesOfFolder(flows, 'Vertrieb', '')).toEqual([
      { id: 'nord', folder: 'Nord' },
      { id: 'sued', folder: 'Süd' },
      { id: 'bremen', folder: 'Nord / Bremen' },
    ]);
  });

  it('are hidden with the folder that they lie in', () => {
    const closed = new Set(['Vertrieb']);
    expect(isHidden('Vertrieb / Nord / Bremen', closed)).toBe(true);
    expect(isHidden('Zentrale', closed)).toBe(false);
    expect(isHidden('', closed)).toBe(false);
  });
});
