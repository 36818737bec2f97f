import type { Account } from '@/runtime/accounts/account';
import type { Role } from '@/runtime/accounts/permissions';
import { createUser } from '@/runtime/accounts/users';
import { connectStore, disconnectStore } from '@/runtime/store/connect';
import { openTestStore } from '@/runtime/store/embedded/test-store';
import { seedDemoWorkspace } from '@/runtime/workspace/demo-workspace';
import { createCaller } from '../root';

export type Caller = ReturnType<typeof createCaller>;

export interface TestWorkspace {
  /** Calls procedures as a fresh account of this role, or without one. */
  as(role: Role, name?: string): Promise<{ api: Caller; account: Account }>;
  asNobody(): Caller;
  close(): Promise<void>;
}

/** The demo workspace in a database of its own, for tests that call procedures. */
export async function openWorkspace(language: 'de' | 'en' = 'en'): Promise<TestWorkspace> {
  const store = await openTestStore();
  process.env.MONGODB_URI = store.uri;
  process.env.STELLWERK_SECRET_KEY ??= 'a key that is only used by tests, 1234';
  await connectStore(store.uri);
  await seedDemoWorkspace({ language, at: new Date('2026-03-02T09:00:00Z') });
  const stopping = new AbortController();
  const callerFor = (account: Account | null) =>
    createCaller({ account, language, stopping: stopping.signal });
  let people = 0;
  return {
    async as(role, name = role) {
      people += 1;
      const user = await createUser({
        name,
        email: `${role}-${people}@example.org`,
        role,
        password: null,
      });
      const account: Account = { ...user, language: null };
      return { api: callerFor(account), account };
    },
    asNobody: () => callerFor(null),
    async close() {
      stopping.abort();
      await disconnectStore();
      await store.stop();
    },
  };
}
