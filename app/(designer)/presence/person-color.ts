/** Colours that people are told apart by; none of those that mean an error, a warning or the own selection. */
const COLORS = ['violet', 'pink', 'blue', 'lime', 'grape', 'orange', 'cyan', 'indigo'] as const;

export type PersonColor = (typeof COLORS)[number];

/** The colour of somebody, the same on every screen: by his name, so that all of his tabs have it. */
export function personColor(name: string): PersonColor {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return COLORS[sum % COLORS.length] ?? COLORS[0];
}
