/** A text with places for values: `Hello {{customer.name|dear customer}}`. Pieces in their order. */
export type TemplatePiece = { type: 'text'; text: string } | { type: 'value'; path: string; fallback: string | null };

const PLACE = /\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g;

/** Takes a template apart; what is no complete place stays text. */
export function parseTemplate(template: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  let at = 0;
  for (const match of template.matchAll(PLACE)) {
    const [whole, path = '', fallback] = match;
    if (path === '') continue;
    if (match.index > at) pieces.push({ type: 'text', text: template.slice(at, match.index) });
    pieces.push({ type: 'value', path, fallback: fallback === undefined ? null : fallback.trim() });
    at = match.index + whole.length;
  }
  if (at < template.length) pieces.push({ type: 'text', text: template.slice(at) });
  return pieces;
}

export function formatPlace(path: string, fallback: string | null): string {
  return fallback === null || fallback === '' ? `{{${path}}}` : `{{${path}|${fallback}}}`;
}

/** The template's text once more, every place written the same way. */
export function formatTemplate(pieces: readonly TemplatePiece[]): string {
  return pieces
    .map((piece) => (piece.type === 'text' ? piece.text : formatPlace(piece.path, piece.fallback)))
    .join('');
}

/** How a template reads with values put in; a value that is missing shows its fallback or nothing. */
export function fillTemplate(template: string, valueOf: (path: string) => unknown): string {
  return parseTemplate(template)
    .map((piece) => {
      if (piece.type === 'text') return piece.text;
      const value = valueOf(piece.path);
      if (value === undefined || value === null || value === '') return piece.fallback ?? '';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    })
    .join('');
}
