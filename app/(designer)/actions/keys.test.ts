import { describe, expect, it } from 'vitest';
import texts from '@/app/texts/en/designer.json';
import { editorActions } from './editor-actions';
import { keyParts, matchesKey } from './keys';

const pressed = (key: string, ...held: ('ctrl' | 'meta' | 'shift' | 'alt')[]) => ({
  key,
  code: '',
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
});

describe('matchesKey', () => {
  it.each([
    ['mod+z', pressed('z', 'ctrl'), false, true],
    ['mod+z', pressed('Z', 'ctrl', 'shift'), false, false],
    ['mod+shift+z', pressed('Z', 'ctrl', 'shift'), false, true],
    ['mod+z', pressed('z', 'meta'), true, true],
    ['mod+z', pressed('z', 'ctrl'), true, false],
    ['a', pressed('a'), false, true],
    ['a', pressed('a', 'alt'), false, false],
    // On German keyboards `?` needs Shift, `+` does not; on others it is the other way round.
    ['?', pressed('?', 'shift'), false, true],
    ['+', pressed('+'), false, true],
    ['+', pressed('+', 'shift'), false, true],
    ['alt+arrowright', pressed('ArrowRight', 'alt'), false, true],
  ] as const)('%s, pressed %o, on a Mac: %s', (name, event, mac, expected) => {
    expect(matchesKey(name, event, mac)).toBe(expected);
  });

  it('writes keys as they stand on the keyboard', () => {
    expect(keyParts('mod+shift+z', false, (key) => key.toUpperCase())).toEqual(['CTRL', 'SHIFT', 'Z']);
    expect(keyParts('+', false, (key) => key)).toEqual(['+']);
  });
});

describe('editorActions', () => {
  it('have a name each, and no key twice', () => {
    const names: Record<string, string> = texts.actions;
    for (const { id, family } of editorActions) expect(names[family ?? id], id).toBeTruthy();
    const keys = editorActions.flatMap((action) => action.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(editorActions.map(({ id }) => id)).size).toBe(editorActions.length);
  });
});
