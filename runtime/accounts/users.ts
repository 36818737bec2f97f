import { nameAgent } from '@/runtime/administration/teams';
import { DomainError } from '@/runtime/domain-error';
import { Agents } from '@/runtime/store/agents';
import { getAuth } from './auth';
import { hashPassword, MIN_PASSWORD_LENGTH } from './password';
import { isRole, type Role } from './permissions';

/** An account as the admin sees it. */
export interface UserSummary {
  id: string;
  name: string;
  email: string;
  role: Role;
  disabled: boolean;
  mustSetPassword: boolean;
  createdAt: Date;
}

export interface NewUser {
  name: string;
  email: string;
  role: Role;
  /** null: the person comes in by a one-time link and sets one then. */
  password: string | null;
  language?: string;
}

/** Everybody with an account, by name. */
export async function findUsers(): Promise<UserSummary[]> {
  const { internalAdapter } = await (await getAuth()).$context;
  const users = await internalAdapter.listUsers(1_000, 0, { field: 'name', direction: 'asc' });
  return users.map(summaryOf);
}

/** Errors: DomainError `userUnknown`. */
export async function findUserByEmail(email: string): Promise<UserSummary> {
  const { internalAdapter } = await (await getAuth()).$context;
  const found = await internalAdapter.findUserByEmail(normaliseEmail(email));
  if (!found)
    throw new DomainError('notFound', 'userUnknown', `No account has the address ${email}.`, { email });
  return summaryOf(found.user);
}

/**
 * Creates an account and the agent profile beside it.
 * Errors: DomainError `emailTaken`, `emailInvalid`, `passwordTooShort`, `roleUnknown`.
 */
export async function createUser(input: NewUser, now: Date = new Date()): Promise<UserSummary> {
  const email = normaliseEmail(input.email);
  if (!isRole(input.role))
    throw new DomainError('invalid', 'roleUnknown', `There is no role ${String(input.role)}.`);
  if (input.password !== null) assertPassword(input.password);
  const { internalAdapter } = await (await getAuth()).$context;
  if (await internalAdapter.findUserByEmail(email)) {
    throw new DomainError(
      'conflict',
      'emailTaken',
      `There is already an account with the address ${email}.`,
      { email },
    );
  }
  const user = await internalAdapter.createUser(
    {
      email,
      name: input.name.trim() || email,
      emailVerified: true,
      role: input.role,
      language: input.language ?? null,
      disabled: false,
      mustSetPassword: input.password === null,
    },
    { method: 'email-password' },
  );
  if (input.password !== null) await storePassword(user.id, input.password);
  await Agents.create({
    _id: user.id,
    slot: null,
    name: user.name,
    email,
    presence: 'offline',
    presenceSince: now,
    ...(input.language ? { language: input.language } : {}),
  });
  await nameAgent(user.id);
  return summaryOf(user);
}

/** Sets a person's password and ends the need to do so. Errors: DomainError `passwordTooShort`. */
export async function setPassword(userId: string, password: string): Promise<void> {
  assertPassword(password);
  await storePassword(userId, password);
  const { internalAdapter } = await (await getAuth()).$context;
  await internalAdapter.updateUser(userId, { mustSetPassword: false });
}

export interface UserChange {
  name?: string;
  email?: string;
  role?: Role;
  language?: string;
  disabled?: boolean;
}

/**
 * Changes an account. Disabling ends its sessions at once. The last admin keeps his role.
 * Errors: DomainError `userUnknown`, `emailTaken`, `lastAdmin`.
 */
export async function changeUser(userId: string, change: UserChange): Promise<UserSummary> {
  const { internalAdapter } = await (await getAuth()).$context;
  const users = await findUsers();
  const user = users.find(({ id }) => id === userId);
  if (!user) throw new DomainError('notFound', 'userUnknown', 'This account does not exist.');
  const loses = (change.role !== undefined && change.role !== 'admin') || change.disabled === true;
  const otherAdmins = users.some(({ id, role, disabled }) => id !== userId && role === 'admin' && !disabled);
  if (user.role === 'admin' && loses && !otherAdmins) {
    throw new DomainError('conflict', 'lastAdmin', 'The last admin must stay an admin.');
  }
  const email = change.email === undefined ? undefined : normaliseEmail(change.email);
  if (email && users.some((other) => other.id !== userId && other.email === email)) {
    throw new DomainError(
      'conflict',
      'emailTaken',
      `There is already an account with the address ${email}.`,
      { email },
    );
  }
  const update = { ...change, ...(email ? { email } : {}) };
  const updated = await internalAdapter.updateUser(userId, update);
  if (change.disabled) await internalAdapter.deleteUserSessions(userId);
  const profile = { ...(change.name ? { name: change.name } : {}), ...(email ? { email } : {}) };
  if (Object.keys(profile).length > 0) await Agents.updateOne({ _id: userId }, { $set: profile }).exec();
  return summaryOf(updated);
}

/** Takes an invitation back: the account of somebody who has not come yet. Errors: DomainError `userUnknown`, `userHasCome`. */
export async function removeInvitedUser(userId: string): Promise<void> {
  const user = (await findUsers()).find(({ id }) => id === userId);
  if (!user) throw new DomainError('notFound', 'userUnknown', 'This account does not exist.');
  if (!user.mustSetPassword)
    throw new DomainError('conflict', 'userHasCome', 'This person has signed in already.');
  const { internalAdapter } = await (await getAuth()).$context;
  await internalAdapter.deleteUser(userId);
  await Agents.deleteOne({ _id: userId }).exec();
}

async function storePassword(userId: string, password: string): Promise<void> {
  const { internalAdapter } = await (await getAuth()).$context;
  const hashed = await hashPassword(password);
  const known = await internalAdapter.findCredentialAccount(userId);
  if (known) await internalAdapter.updatePassword(userId, hashed);
  else {
    await internalAdapter.linkAccount({
      userId,
      accountId: userId,
      providerId: 'credential',
      password: hashed,
    });
  }
}

function assertPassword(password: string): void {
  if (password.length < MIN_PASSWORD_LENGTH) {
    throw new DomainError(
      'invalid',
      'passwordTooShort',
      `A password needs at least ${MIN_PASSWORD_LENGTH} characters.`,
      { minimum: MIN_PASSWORD_LENGTH },
    );
  }
}

function normaliseEmail(email: string): string {
  const normal = email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(normal)) {
    throw new DomainError('invalid', 'emailInvalid', `"${email}" is no e-mail address.`, { email });
  }
  return normal;
}

interface StoredUser {
  id: string;
  name: string;
  email: string;
  createdAt: Date;
  role?: unknown;
  disabled?: unknown;
  mustSetPassword?: unknown;
}

function summaryOf(user: StoredUser): UserSummary {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    role: isRole(user.role) ? user.role : 'agent',
    disabled: user.disabled === true,
    mustSetPassword: user.mustSetPassword === true,
    createdAt: user.createdAt,
  };
}
