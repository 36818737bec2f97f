export interface StreamEvent {
  name: string | null;
  data: string;
}

/** Reads server-sent events (WHATWG HTML, 9.2) to their end. `onBytes` is told of every sign of life, even of a comment. */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    onBytes();
    rest += decoder.decode(value, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) onEvent({ name: /^event: (.*)$/m.exec(block)?.[1] ?? null, data });
    }
  }
}
