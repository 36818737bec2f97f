const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const MAX_CHARACTERS = 120;

/** Characters that hide what a name is: controls, and marks that turn the reading direction. */
function isHiding(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    code === 0xfffe ||
    code === 0xffff ||
    (code >= 0xd800 && code <= 0xdfff)
  );
}

/**
 * A name under which an attachment may be shown and stored: no path, no control or direction characters, no name that
 * Windows reserves, at most 120 characters with the extension kept. `fallback` is used when nothing is left.
 */
export function safeFileName(name: string, fallback: string): string {
  const lastPart =
    name
      .slice(0, 2000)
      .normalize('NFC')
      .split(/[/\\]/)
      .findLast((part) => part.trim() !== '') ?? '';
  let safe = '';
  for (const character of lastPart) {
    const code = character.codePointAt(0) ?? 0;
    if (isHiding(code)) continue;
    safe += /[<>:"|?*]/.test(character) ? '_' : character;
  }
  safe = safe
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  if (safe === '') return fallback;
  if (RESERVED.test(safe)) safe = `_${safe}`;
  if ([...safe].length <= MAX_CHARACTERS) return safe;
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(safe)?.[0] ?? '';
  return `${[...safe]
    .slice(0, MAX_CHARACTERS - extension.length)
    .join('')
    .trimEnd()}${extension}`;
}
