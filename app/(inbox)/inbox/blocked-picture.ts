/** What is known of a picture that is not loaded: attributes as its author wrote them. */
export interface BlockedPicture {
  alt: string | null;
  width: string | null;
  height: string | null;
  /** Its inline style. */
  style: string | null;
}

/** The calm box that stands in its place. */
export interface PictureBox {
  /** Shown in the box; empty where there is no room for it or nothing to say. */
  text: string;
  /** For screen readers and as a tip; empty: the picture was mere decoration. */
  name: string;
  /** Inline style: the author's place and margins, and the size that the picture would have. */
  style: string;
}

/** Pixels; nobody sees a smaller picture: it counts who opens the mail, or keeps cells of a table apart. */
const VISIBLE = 3;
/** Pixels a word needs. */
const ROOM_FOR_TEXT = { width: 60, height: 16 };

/** Null where nothing is to be seen of the picture: then there is nothing in its place either. */
export function pictureBox({ alt, width, height, style }: BlockedPicture): PictureBox | null {
  const own = style ?? '';
  if (/(?:^|;)\s*display\s*:\s*none/i.test(own)) return null;
  const wide = pixels(width) ?? pixels(declared(own, 'width'));
  const high = pixels(height) ?? pixels(declared(own, 'height'));
  if ((wide !== null && wide < VISIBLE) || (high !== null && high < VISIBLE)) return null;
  const name = (alt ?? '').replace(/\s+/g, ' ').trim();
  const isRoomy =
    (wide ?? ROOM_FOR_TEXT.width) >= ROOM_FOR_TEXT.width && (high ?? 99) >= ROOM_FOR_TEXT.height;
  return {
    text: isRoomy ? name : '',
    name,
    style: [own, ...sizeOf(wide, high, width)].filter(Boolean).join(';'),
  };
}

/** As wide as the frame allows, and then as high as its shape demands. */
function sizeOf(wide: number | null, high: number | null, width: string | null): string[] {
  if (wide !== null && high !== null)
    return [`width:${wide}px`, 'height:auto', `aspect-ratio:${wide}/${high}`];
  if (wide !== null) return [`width:${wide}px`, 'height:auto'];
  const share = /^\s*\d{1,3}%\s*$/.test(width ?? '') ? [`width:${width?.trim()}`] : [];
  return high === null ? share : [...share, `height:${high}px`];
}

function declared(style: string, property: string): string | null {
  return new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, 'i').exec(style)?.[1] ?? null;
}

/** `20` and `20px`; null for shares and anything else. */
function pixels(length: string | null): number | null {
  const number = /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*(?:!important)?\s*$/i.exec(length ?? '')?.[1];
  return number === undefined ? null : Number(number);
}
