export interface StreamEvent {
  event: string;
  id: string;
  data: unknown;
}

/** Reads server-sent events of a response, one after another. */
export function readStream(response: Response): {
  /** The next event of this name; rejects when the stream ends before. */
  until(event: string): Promise<StreamEvent>;
  end(): Promise<void>;
} {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('The stream has no body.');
  let rest = '';
  async function next(): Promise<StreamEvent> {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const fields = new Map(
          rest
            .slice(0, end)
            .split('\n')
            .map((line) => [line.split(': ', 1)[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
        );
        rest = rest.slice(end + 2);
        return {
          event: fields.get('event') ?? '',
          id: fields.get('id') ?? '',
          data: JSON.parse(fields.get('data') ?? 'null'),
        };
      }
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) throw new Error('The stream has ended.');
      rest += value;
    }
  }
  return {
    async until(event: string): Promise<StreamEvent> {
      for (;;) {
        const found = await next();
        if (found.event === event) return found;
      }
    },
    end: () => reader.cancel(),
  };
}
