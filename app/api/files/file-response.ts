/** Types that a browser may show in the page; everything else is only ever downloaded. */
const shown = /^image\/(png|jpeg|gif|webp|bmp)$/;

/** A file of somebody unknown: pictures may be shown, nothing in it can run. */
export function fileResponse(file: { name: string; type: string; content: Uint8Array }): Response {
  const safe = shown.test(file.type);
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': safe ? file.type : 'application/octet-stream',
      'content-disposition': `${safe ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  });
}
