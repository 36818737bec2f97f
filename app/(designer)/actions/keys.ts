/** A key as actions write it: `mod+shift+z`, `delete`, `?`. `mod` is Command on a Mac and Control elsewhere. */
export type KeyName = string;

interface PressedKey {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** Whether this is the key. Letters go by what is written on them; with Alt, where systems type signs, by their place. */
export function matchesKey(name: KeyName, pressed: PressedKey, mac: boolean): boolean {
  const parts = partsOf(name);
  const key = parts.at(-1) ?? '';
  const wants = (part: string): boolean => parts.slice(0, -1).includes(part);
  const mod = mac ? pressed.metaKey : pressed.ctrlKey;
  if (mod !== wants('mod') || pressed.altKey !== wants('alt')) return false;
  // Signs such as `?` and `+` need Shift on some keyboards and not on others.
  const sign = key.length === 1 && !/[a-z0-9]/.test(key);
  if (!sign && pressed.shiftKey !== wants('shift')) return false;
  return pressed.key.toLowerCase() === key || pressed.code === codeOf(key);
}

/** `+` parts the name and is itself a key. */
function partsOf(name: KeyName): string[] {
  return name === '+'
    ? ['+']
    : name
        .replace(/\+\+$/, '+plus')
        .split('+')
        .map((part) => (part === 'plus' ? '+' : part));
}

function codeOf(key: string): string | null {
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  return null;
}

const SIGNS: Record<string, string> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
};

/** The key as it stands on the keyboard, part by part: `Ctrl`, `Shift`, `Z`. */
export function keyParts(name: KeyName, mac: boolean, words: (key: string) => string): string[] {
  return partsOf(name).map((part) => {
    if (part === 'mod') return mac ? '⌘' : words('ctrl');
    if (['alt', 'shift', 'delete', 'backspace', 'enter', 'escape', 'home'].includes(part)) return words(part);
    return SIGNS[part] ?? part.toUpperCase();
  });
}

/** The key as a sentence names it: `Ctrl+C`, on a Mac `⌘C`. */
export function keyText(name: KeyName, mac: boolean, words: (key: string) => string): string {
  return keyParts(name, mac, words).join(mac ? '' : '+');
}
