/**
 * Joins the soft line breaks of text/plain; format=flowed (RFC 3676). A line that ends in a blank goes on in the next
 * one of the same quotation depth; the signature delimiter never does. `deleteSpace` is the parameter DelSp=yes.
 */
export function unflow(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open: { depth: number; text: string } | null = null;
  for (const line of text.split(/\r?\n/)) {
    const quote = /^>+/.exec(line)?.[0] ?? '';
    let content = line.slice(quote.length);
    if (content.startsWith(' ')) content = content.slice(1);
    const isDelimiter = content === '-- ';
    const soft = content.endsWith(' ') && !isDelimiter;
    const piece = soft && deleteSpace ? content.slice(0, -1) : content;
    if (open && open.depth === quote.length && !isDelimiter) open.text += piece;
    else {
      if (open) out.push(render(open));
      open = { depth: quote.length, text: piece };
    }
    if (!soft) {
      out.push(render(open));
      open = null;
    }
  }
  if (open) out.push(render(open));
  return out.join('\n');
}

function render(line: { depth: number; text: string }): string {
  return line.depth === 0 ? line.text : `${'>'.repeat(line.depth)} ${line.text}`;
}
