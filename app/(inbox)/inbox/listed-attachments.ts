interface Attached {
  contentId: string | null;
  inline: boolean;
  size: number;
}

/** Smaller ones are the logos and icons of signatures. */
const LOGO_BYTES = 8000;

/** What of a message is on the screen: its HTML, the text that it consists of, or its text without what was folded away. */
export type Shown = { html: string } | 'text' | 'folded';

/**
 * The files that are listed below a message: all but the pictures that its text shows as it stands there. Plain text shows
 * none, so that nothing that came with a mail stays unseen; only icons stay away with the signature that was folded.
 */
export function listedAttachments<File extends Attached>(files: readonly File[], shown: Shown): File[] {
  return files.filter(({ contentId, inline, size }) => {
    if (!inline) return true;
    if (shown === 'folded') return contentId === null || size >= LOGO_BYTES;
    if (shown === 'text') return true;
    return contentId === null || !shown.html.includes(`data-cid="${escaped(contentId)}"`);
  });
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
