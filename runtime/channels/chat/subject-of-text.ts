const MAX_SUBJECT = 80;

/** The subject of a ticket that begins with a chat message: its first sentence, cut between words; empty for no words. */
export function subjectOfText(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.replace(/\s+/g, ' ') ?? '';
  const sentence = /^.{12,}?[.!?…](?=\s)/u.exec(line)?.[0] ?? line;
  const plain = sentence.replace(/[.…]+$/u, '').trim() || sentence;
  if ([...plain].length <= MAX_SUBJECT) return plain;
  const cut = [...plain].slice(0, MAX_SUBJECT).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > MAX_SUBJECT / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:-]+$/, '')} …`;
}
