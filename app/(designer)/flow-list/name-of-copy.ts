/** The longest name that a flow can have, characters. */
const LONGEST = 120;

/** What a copy is called: as the reader's language says it, with as much of the name as fits. */
export function nameOfCopy(name: string, copyOf: (name: string) => string): string {
  const whole = copyOf(name);
  if (whole.length <= LONGEST) return whole;
  const room = LONGEST - (whole.length - name.length) - 1;
  return copyOf(`${name.slice(0, room).trimEnd()}…`);
}
