export type { Account } from './account';
export { createOneTimeLogin, type OneTimeLogin } from './one-time-login';
export { type Permission, permissions, permissionsOf, type Role, roleAllows, roles } from './permissions';
export { createUser as addUser, findUsers, type NewUser, type UserSummary } from './users';
