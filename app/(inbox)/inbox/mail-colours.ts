/** Red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

/** The names that mail programs write. */
const NAMED: Readonly<Record<string, Colour>> = {
  black: [0, 0, 0],
  windowtext: [0, 0, 0],
  white: [255, 255, 255],
  window: [255, 255, 255],
  gray: [128, 128, 128],
  grey: [128, 128, 128],
  silver: [192, 192, 192],
  red: [255, 0, 0],
  maroon: [128, 0, 0],
  darkred: [139, 0, 0],
  orange: [255, 165, 0],
  green: [0, 128, 0],
  darkgreen: [0, 100, 0],
  teal: [0, 128, 128],
  blue: [0, 0, 255],
  darkblue: [0, 0, 139],
  navy: [0, 0, 128],
  purple: [128, 0, 128],
};

/** Lighter than this a paper is taken for white. */
const PAPER = 0.96;
/** Lightness that text needs at least on a dark page. */
const READABLE = 0.72;
/** Greys have no colour that would have to be kept. */
const GREY = 0.08;

/** Whether a background is the white that a page has anyway, or none. */
export function isPaper(background: string): boolean {
  const written = background.trim().toLowerCase();
  if (['', 'none', 'initial', 'inherit', 'unset', 'transparent'].includes(written)) return true;
  if (/^rgba\(.*,\s*0(?:\.0+)?\)$/.test(written)) return true;
  const colour = readColour(written);
  return colour !== null && hslOf(colour).lightness >= PAPER;
}

/**
 * A colour of text that was chosen for white paper as it can be read on a dark page: the same tone, lighter. Null where
 * the page's own colour of text takes its place: for black, greys and what is no known colour.
 */
export function onDark(text: string): string | null {
  const colour = readColour(text.trim().toLowerCase());
  if (!colour) return null;
  const { hue, saturation, lightness } = hslOf(colour);
  if (saturation < GREY) return null;
  const percent = (part: number) => `${Math.round(part * 100)}%`;
  return `hsl(${Math.round(hue)} ${percent(saturation)} ${percent(Math.max(lightness, READABLE))})`;
}

function readColour(written: string): Colour | null {
  const named = NAMED[written];
  if (named) return named;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(written)?.[1];
  if (hex) {
    const wide = hex.length === 6 ? hex : [...hex].map((digit) => digit + digit).join('');
    const part = (from: number) => Number.parseInt(wide.slice(from, from + 2), 16);
    return [part(0), part(2), part(4)];
  }
  const parts = /^rgba?\((\d+)[\s,]+(\d+)[\s,]+(\d+)/.exec(written)?.slice(1, 4).map(Number);
  const [red, green, blue] = parts ?? [];
  return red === undefined || green === undefined || blue === undefined ? null : [red, green, blue];
}

function hslOf([r, g, b]: Colour): { hue: number; saturation: number; lightness: number } {
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const spread = most - least;
  const lightness = (most + least) / 2;
  if (spread === 0) return { hue: 0, saturation: 0, lightness };
  const turn =
    most === red
      ? (green - blue) / spread
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return { hue: (turn * 60 + 360) % 360, saturation: spread / (1 - Math.abs(2 * lightness - 1)), lightness };
}
