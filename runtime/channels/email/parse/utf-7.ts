/** Decodes the modified base64 runs of UTF-7 (RFC 2152); a run that cannot be read stays as it is. */
export function decodeUtf7(source: string): string {
  return source.replace(/\+([A-Za-z0-9+/]*)-?/g, (whole, run: string) => {
    if (run === '') return whole.endsWith('-') ? '+' : whole;
    const bytes = Buffer.from(run, 'base64');
    if (bytes.length < 2) return whole;
    let text = '';
    for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes.readUInt16BE(i));
    return text;
  });
}
