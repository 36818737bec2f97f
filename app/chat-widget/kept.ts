import type { MessageRequest } from '@/runtime/channels/chat/chat-protocol';

/** What a browser keeps of a chat between pages: only once its visitor has written. */
export interface Kept {
  session: string | null;
  /** The signed link that the session was made with. */
  carry: string | null;
  /** Written, and not yet told to be safe. */
  unsent: MessageRequest[];
}

export interface Keeper {
  read(): Kept;
  write(change: Partial<Kept>): void;
  forget(): void;
}

/** In localStorage; where that is closed (private windows, strict settings), for as long as the page lives. */
export function createKeeper(chat: string): Keeper {
  const key = `stellwerk-chat:${chat}`;
  let memory: Kept = { session: null, carry: null, unsent: [] };
  const read = (): Kept => {
    try {
      const stored = localStorage.getItem(key);
      if (stored !== null) memory = { ...memory, ...JSON.parse(stored) };
    } catch {
      // Closed or damaged: what is in memory counts.
    }
    return memory;
  };
  const write = (change: Partial<Kept>) => {
    memory = { ...read(), ...change };
    try {
      localStorage.setItem(key, JSON.stringify(memory));
    } catch {
      // Closed or full: the page goes on without it.
    }
  };
  return { read, write, forget: () => write({ session: null, carry: null }) };
}
