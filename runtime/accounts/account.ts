import type { Role } from './permissions';

/** Whoever is signed in, as much of him as the surface needs. */
export interface Account {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** The language he chose for himself; null: the browser's. */
  language: string | null;
  /** True until he has set his own password after a one-time log-in. */
  mustSetPassword: boolean;
}
