import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissions, roleAllows, roles } from '@/runtime/accounts/permissions';
import { appRouter } from './root';
import { openWorkspace, type TestWorkspace } from './testing/open-workspace';

/** The only procedures that work without an account. */
const open = new Set<string>(['shared.open']);

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

interface WalkedProcedure {
  _def: { meta?: { permission?: string }; type: string };
}

// The router's own index of all procedures by path; its public type does not list it.
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, WalkedProcedure>);

test('the walk finds the procedures', () => {
  expect(procedures.length).toBeGreaterThan(40);
  expect(procedures.map(([path]) => path)).toContain('tickets.reply');
});

test('every procedure names a permission', () => {
  const known = new Set<string>(permissions);
  const offenders = procedures.filter(([path, { _def }]) =>
    open.has(path) ? _def.meta?.permission !== 'public' : !known.has(_def.meta?.permission ?? ''),
  );
  expect(offenders.map(([path]) => path)).toEqual([]);
});

test('every permission is held by the admin and used by some procedure', () => {
  const used = new Set(procedures.map(([, { _def }]) => _def.meta?.permission));
  expect(permissions.filter((permission) => !roleAllows('admin', permission))).toEqual([]);
  expect(permissions.filter((permission) => !used.has(permission))).toEqual([]);
});

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    return error instanceof TRPCError ? error.code : 'thrown';
  }
}

test('nobody gets in without an account', async () => {
  const api = workspace.asNobody();
  expect(await codeOf(api.inbox.views())).toBe('UNAUTHORIZED');
  expect(await codeOf(api.users.list())).toBe('UNAUTHORIZED');
});

test('roles get exactly what is theirs', async () => {
  const outcome: Record<string, string> = {};
  for (const role of roles) {
    const { api } = await workspace.as(role);
    outcome[`${role} reads users`] = await codeOf(api.users.list());
    outcome[`${role} reads views`] = await codeOf(api.inbox.views());
    outcome[`${role} reads ledger`] = await codeOf(api.ledger.list({}));
    outcome[`${role} reads settings`] = await codeOf(api.settings.model());
    outcome[`${role} looks at flows`] = await codeOf(api.flows.list());
    outcome[`${role} draws flows`] = await codeOf(api.flows.create({ name: `Flow of the ${role}` }));
  }
  expect(outcome).toEqual({
    'admin reads users': 'ok',
    'admin reads views': 'ok',
    'admin reads ledger': 'ok',
    'admin reads settings': 'ok',
    'admin looks at flows': 'ok',
    'admin draws flows': 'ok',
    'designer reads users': 'FORBIDDEN',
    'designer reads views': 'ok',
    'designer reads ledger': 'ok',
    'designer reads settings': 'FORBIDDEN',
    'designer looks at flows': 'ok',
    'designer draws flows': 'ok',
    'supervisor reads users': 'FORBIDDEN',
    'supervisor reads views': 'ok',
    'supervisor reads ledger': 'ok',
    'supervisor reads settings': 'FORBIDDEN',
    'supervisor looks at flows': 'ok',
    'supervisor draws flows': 'FORBIDDEN',
    'agent reads users': 'FORBIDDEN',
    'agent reads views': 'ok',
    'agent reads ledger': 'FORBIDDEN',
    'agent reads settings': 'FORBIDDEN',
    'agent looks at flows': 'FORBIDDEN',
    'agent draws flows': 'FORBIDDEN',
  });
});
