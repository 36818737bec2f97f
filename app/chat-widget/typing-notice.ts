import type { ChatModel } from './chat-model';

/** Writing that is not repeated vanishes on the other side. */
const REPEAT_MS = 8_000;
const IDLE_MS = 5_000;

/** Tells the other side that the visitor is writing, and that he has stopped. */
export function createTypingNotice(model: ChatModel): { go(): void; stop(): void } {
  let idle: ReturnType<typeof setTimeout> | undefined;
  let said = 0;
  const stop = () => {
    clearTimeout(idle);
    said = 0;
    model.typing(false);
  };
  return {
    go() {
      clearTimeout(idle);
      idle = setTimeout(stop, IDLE_MS);
      if (Date.now() - said < REPEAT_MS) return;
      said = Date.now();
      model.typing(true);
    },
    stop,
  };
}
