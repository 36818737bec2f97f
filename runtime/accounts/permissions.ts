/**
 * Who may do what. A permission is `noun.verb`; every tRPC procedure names exactly one, and a test walks them all.
 * The roles follow the work: agents answer, supervisors also steer and may look at flows (why did this one come here?) without
 * changing them, designers draw flows, admins run the installation.
 */
export const roles = ['admin', 'designer', 'supervisor', 'agent'] as const;
export type Role = (typeof roles)[number];

const agentPermissions = ['profile.edit', 'live.read', 'inbox.read', 'ticket.work', 'customer.read'] as const;

const supervisorPermissions = ['ticket.assign', 'ledger.read', 'cannedReply.edit'] as const;

const designerPermissions = [
  'flow.read',
  'flow.edit',
  'flow.publish',
  'queue.read',
  'calendar.read',
  'calendar.edit',
  'channel.read',
  'overview.read',
] as const;

const adminPermissions = [
  'ledger.replay',
  'channel.edit',
  'queue.edit',
  'user.read',
  'user.edit',
  'setting.read',
  'setting.edit',
] as const;

export const permissions = [
  ...agentPermissions,
  ...supervisorPermissions,
  ...designerPermissions,
  ...adminPermissions,
] as const;
export type Permission = (typeof permissions)[number];

const granted: Record<Role, ReadonlySet<Permission>> = {
  agent: new Set(agentPermissions),
  supervisor: new Set([
    ...agentPermissions,
    ...supervisorPermissions,
    'overview.read',
    'queue.read',
    'calendar.read',
    'flow.read',
  ]),
  designer: new Set([...agentPermissions, ...designerPermissions, 'ledger.read', 'cannedReply.edit']),
  admin: new Set(permissions),
};

export function isRole(value: unknown): value is Role {
  return roles.some((role) => role === value);
}

export function roleAllows(role: Role, permission: Permission): boolean {
  return granted[role].has(permission);
}

export function permissionsOf(role: Role): Permission[] {
  return permissions.filter((permission) => granted[role].has(permission));
}
