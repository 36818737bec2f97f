import type { Localized } from '@/runtime/flow/flow-document';
import { parseTemplate } from '@/runtime/flow/template-text';

export const signaturePlaces = [
  'agent.name',
  'agent.signature',
  'mailbox.name',
  'mailbox.address',
  'ticket.number',
] as const;
export type SignatureValues = Record<(typeof signaturePlaces)[number], string>;

/**
 * What stands below a message: the mailbox's signature with its places filled, and the writer's own one above it where
 * the mailbox's does not say where it belongs. Lines that only held a place without a value are left out.
 */
export function writeSignature(
  signature: Localized,
  language: string | null,
  values: SignatureValues,
): string {
  const template =
    (language ? signature[language] : undefined) ?? signature.de ?? Object.values(signature)[0] ?? '';
  const own = values['agent.signature'].trim();
  const { paths } = parseTemplate(template);
  const filled = template
    .split('\n')
    .map((line) => fillLine(line, values))
    .filter((line) => line !== null)
    .join('\n')
    .trim();
  return paths.includes('agent.signature') || own === '' ? filled : [own, filled].filter(Boolean).join('\n');
}

/** Fills the places of a line; null where that leaves nothing of it. */
export function fillLine(line: string, values: Readonly<Record<string, string>>): string | null {
  const { parts, paths } = parseTemplate(line);
  if (paths.length === 0) return line;
  const text = parts
    .map((part) => (typeof part === 'string' ? part : values[part.path] || part.fallback))
    .join('')
    .trim();
  return text === '' ? null : text;
}
