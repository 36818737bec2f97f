'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Account } from '@/runtime/accounts/account';
import type { Permission } from '@/runtime/accounts/permissions';

interface AccountState {
  account: Account;
  permissions: ReadonlySet<Permission>;
}

const AccountContext = createContext<AccountState | null>(null);

interface AccountProviderProps {
  account: Account;
  permissions: Permission[];
  children: ReactNode;
}

export function AccountProvider({ account, permissions, children }: AccountProviderProps) {
  const state = useMemo(() => ({ account, permissions: new Set(permissions) }), [account, permissions]);
  return <AccountContext.Provider value={state}>{children}</AccountContext.Provider>;
}

/** Who is signed in. Only below `<Workspace>`. */
export function useAccount(): Account {
  return useAccountState().account;
}

/** Whether he may; only to hide what he cannot use, the server checks again. */
export function useMay(permission: Permission): boolean {
  return useAccountState().permissions.has(permission);
}

function useAccountState(): AccountState {
  const state = useContext(AccountContext);
  if (!state) throw new Error('useAccount is used outside of <Workspace>.');
  return state;
}
