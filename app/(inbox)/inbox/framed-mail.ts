interface FramedMailInput {
  html: string;
  messageId: string;
  attachments: { fileId: string; contentId: string | null }[];
  withPictures: boolean;
}

const style =
  'html{color-scheme:light}body{margin:0;padding:8px;font:14px/1.5 system-ui,sans-serif;color:#1d262b;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}blockquote{margin:.5em 0;padding-left:.8em;border-left:3px solid #d3dade;color:#48555d}table{max-width:100%}';

/**
 * A whole document for the frame of a mail. Pictures that came with the mail are shown; pictures from elsewhere keep
 * their address in `data-blocked-src` until the reader wants them.
 */
export function framedMail({ html, messageId, attachments, withPictures }: FramedMailInput): {
  document: string;
  blocked: number;
} {
  const page = new DOMParser().parseFromString(html, 'text/html');
  let blocked = 0;
  for (const picture of page.querySelectorAll('img')) {
    const contentId = picture.getAttribute('data-cid');
    const file = contentId ? attachments.find((attachment) => attachment.contentId === contentId) : undefined;
    if (file) picture.src = `/api/files/${messageId}/${file.fileId}`;
    const remote = picture.getAttribute('data-blocked-src');
    if (!remote) continue;
    blocked += 1;
    if (withPictures) picture.src = remote;
  }
  for (const link of page.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  const pictures = withPictures ? "'self' data: https: http:" : "'self' data:";
  const policy = `default-src 'none'; img-src ${pictures}; style-src 'unsafe-inline'`;
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}</style>`;
  return {
    document: `<!doctype html><html><head>${head}</head><body>${page.body.innerHTML}</body></html>`,
    blocked,
  };
}
