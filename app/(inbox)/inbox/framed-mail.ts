import { pictureBox } from './blocked-picture';
import { isPaper, onDark } from './mail-colours';

interface FramedMailInput {
  html: string;
  messageId: string;
  attachments: { fileId: string; contentId: string | null }[];
  withPictures: boolean;
  /** The reader's page is dark. */
  dark: boolean;
}

const style =
  'body{margin:0;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}blockquote{margin:.5em 0;padding-left:.8em;border-left:3px solid}table{max-width:100%}.blocked-picture{display:inline-flex;align-items:center;justify-content:center;box-sizing:border-box;min-width:20px;min-height:20px;max-width:100%;padding:2px;overflow:hidden;border:1px dashed;border-radius:4px;font:12px/1.3 system-ui,sans-serif;text-align:center;vertical-align:middle}';
const light =
  'html{color-scheme:light}body{color:#1d262b}blockquote{border-color:#d3dade;color:#48555d}.blocked-picture{border-color:#c3ccd1;background:#f4f6f7;color:#56636b}';
const darkStyle =
  'html{color-scheme:dark}body{color:#d7dee2}blockquote{border-color:#4a5860;color:#a9b5bb}.blocked-picture{border-color:#4a5860;background:#222b30;color:#a9b5bb}a{color:#6cc5d6}';

/** Without colours of its own a mail stands on the card like any other text. */
const plainStyle = 'body{padding:0;background:transparent}';
const paperStyle = 'body{padding:8px;background:#fff}';

/**
 * A whole document for the frame of a mail. Pictures that came with the mail are shown; pictures from elsewhere keep
 * their address in `data-blocked-src` until the reader wants them, and a box of their size stands in their place. A mail
 * that paints no ground of its own stands on the card, on a dark page with its colours made lighter; any other is read on
 * white, as its author saw it.
 */
export function framedMail({ html, messageId, attachments, withPictures, dark }: FramedMailInput): {
  document: string;
  blocked: number;
  /** It has no ground of its own: that of the page shows through. */
  isPlain: boolean;
  isDark: boolean;
} {
  const page = new DOMParser().parseFromString(html, 'text/html');
  let blocked = 0;
  for (const picture of page.querySelectorAll('img')) {
    const contentId = picture.getAttribute('data-cid');
    const file = contentId ? attachments.find((attachment) => attachment.contentId === contentId) : undefined;
    if (file) picture.src = `/api/files/${encodeURIComponent(messageId)}/${file.fileId}`;
    const remote = picture.getAttribute('data-blocked-src');
    if (remote) {
      blocked += 1;
      if (withPictures) picture.src = remote;
    }
    if (!picture.hasAttribute('src')) replaceByBox(picture, page);
  }
  for (const link of page.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  const isPlain = paintsNoGround(page);
  const isDark = dark && isPlain;
  if (isDark) lighten(page);
  const pictures = withPictures ? "'self' data: https: http:" : "'self' data:";
  const policy = `default-src 'none'; img-src ${pictures}; style-src 'unsafe-inline'`;
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}${isDark ? darkStyle : light}${isPlain ? plainStyle : paperStyle}</style>`;
  return {
    document: `<!doctype html><html><head>${head}</head><body>${page.body.innerHTML}</body></html>`,
    blocked,
    isPlain,
    isDark,
  };
}

function paintsNoGround(page: Document): boolean {
  return [...page.querySelectorAll<HTMLElement>('[style],[bgcolor]')].every(
    (element) =>
      isPaper(element.getAttribute('bgcolor') ?? '') &&
      isPaper(element.style.backgroundColor) &&
      isPaper(element.style.backgroundImage),
  );
}

/** Links have the page's colour, whatever their author chose. */
function lighten(page: Document): void {
  for (const element of page.querySelectorAll<HTMLElement>('[style],[bgcolor],[color]')) {
    const own = element.style.color || element.getAttribute('color');
    element.removeAttribute('color');
    element.removeAttribute('bgcolor');
    element.style.removeProperty('background-color');
    if (own) element.style.color = (element.closest('a') ? null : onDark(own)) ?? '';
  }
}

/** Browsers draw a broken picture where one has no source. */
function replaceByBox(picture: HTMLImageElement, page: Document): void {
  const attribute = (name: string) => picture.getAttribute(name);
  const box = pictureBox({
    alt: attribute('alt'),
    width: attribute('width'),
    height: attribute('height'),
    style: attribute('style'),
  });
  if (!box) {
    picture.remove();
    return;
  }
  const place = page.createElement('span');
  place.className = 'blocked-picture';
  place.textContent = box.text;
  place.setAttribute('style', box.style);
  if (box.name) {
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', box.name);
    place.title = box.name;
  }
  picture.replaceWith(place);
}
