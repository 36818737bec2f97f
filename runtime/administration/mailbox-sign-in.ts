import { createHash, randomBytes } from 'node:crypto';
import {
  channelSecretPurpose,
  type EmailSettings,
  emailSettingsSchema,
} from '@/runtime/channels/email/email-settings';
import { oauthEndpoints } from '@/runtime/channels/email/oauth-endpoints';
import { askTokenServer } from '@/runtime/channels/email/oauth-token';
import { openChannelSecrets } from '@/runtime/channels/email/open-channel-secrets';
import { DomainError } from '@/runtime/domain-error';
import { type ChannelRecord, Channels, findChannel } from '@/runtime/store/channels';
import { appendLiveEvents } from '@/runtime/store/live-events';
import { OAuthSignIns, takeOAuthSignIn } from '@/runtime/store/oauth-sign-ins';
import { openSecret, sealSecret } from '@/runtime/store/secret-box';

const VALID_MS = 10 * 60_000;
export const signInPath = '/api/oauth/mailbox/callback';

/**
 * Where the owner of a mailbox agrees that Stellwerk reads and sends its mail: the authorisation-code flow with PKCE (RFC
 * 6749, 4.1; RFC 7636). Errors: DomainError `channelUnknown`, `oauthNotSetUp`, `oauthAddressMissing`.
 */
export async function beginMailboxSignIn(
  { channelId, redirectUri, accountId }: { channelId: string; redirectUri: string; accountId: string },
  now: Date,
): Promise<{ url: string }> {
  const { channel, oauth } = await mailboxWithOAuth(channelId);
  const { authorizeUrl, scope, parameters } = oauthEndpoints(oauth);
  if (!authorizeUrl)
    throw new DomainError('invalid', 'oauthAddressMissing', 'The address of the log-in page is missing.');
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(48).toString('base64url');
  const id = digestOf(state);
  await OAuthSignIns.create({
    _id: id,
    channelId,
    accountId,
    verifier: sealSecret(verifier, purposeOf(id)),
    redirectUri,
    expiresAt: new Date(now.getTime() + VALID_MS),
  });
  const url = new URL(authorizeUrl);
  for (const [name, value] of Object.entries({
    ...parameters,
    response_type: 'code',
    client_id: oauth.clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: channel.addresses[0] ?? '',
  }))
    if (value !== '') url.searchParams.set(name, value);
  return { url: url.href };
}

/**
 * The owner has come back with a code: it is exchanged for a refresh token, which is stored sealed. Only the account that began
 * may end it, and once. Errors: DomainError `oauthSignInExpired`, `oauthNoRefreshToken`, and those of the token server.
 */
export async function finishMailboxSignIn(
  { state, code, accountId }: { state: string; code: string; accountId: string },
  now: Date,
): Promise<{ channelId: string }> {
  const id = digestOf(state);
  const begun = await takeOAuthSignIn(id);
  if (!begun || begun.accountId !== accountId || begun.expiresAt <= now) {
    throw new DomainError(
      'conflict',
      'oauthSignInExpired',
      'This log-in was not begun here, or too long ago.',
    );
  }
  const { channelId } = begun;
  const { channel, oauth } = await mailboxWithOAuth(channelId);
  const clientSecret = openChannelSecrets(channel).oauthClientSecret ?? '';
  const answer = await askTokenServer(
    { ...oauth, clientSecret },
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: begun.redirectUri,
      code_verifier: openSecret(begun.verifier, purposeOf(id)),
    },
  );
  if (!answer.refresh_token) {
    throw new DomainError(
      'invalid',
      'oauthNoRefreshToken',
      'The provider gave no refresh token, so access would end in an hour.',
    );
  }
  const purpose = channelSecretPurpose(channelId, 'oauthRefreshToken');
  await Channels.updateOne(
    { _id: channelId },
    { $set: { 'secrets.oauthRefreshToken': sealSecret(answer.refresh_token, purpose), updatedAt: now } },
  ).exec();
  await appendLiveEvents([{ topic: 'channel', key: channelId, data: { change: 'settings' } }], now);
  return { channelId };
}

async function mailboxWithOAuth(
  channelId: string,
): Promise<{ channel: ChannelRecord; oauth: NonNullable<EmailSettings['oauth']> }> {
  const channel = await findChannel(channelId);
  if (channel?.kind !== 'email')
    throw new DomainError('notFound', 'channelUnknown', 'This mailbox does not exist.');
  const { oauth } = emailSettingsSchema.parse(channel.settings);
  if (!oauth) throw new DomainError('conflict', 'oauthNotSetUp', 'This mailbox does not log in by OAuth2.');
  return { channel, oauth };
}

function digestOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

function purposeOf(id: string): string {
  return `oauthSignIn:${id}`;
}
