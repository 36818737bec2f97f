import { defineModel } from './define-model';

/** A mailbox's owner was sent to his provider to agree; he comes back with `state`. */
export interface OAuthSignInRecord {
  /** SHA-256 of the state, so that the store alone is of no use. */
  _id: string;
  channelId: string;
  accountId: string;
  /** PKCE (RFC 7636), sealed. */
  verifier: string;
  redirectUri: string;
  expiresAt: Date;
}

export const OAuthSignIns = defineModel<OAuthSignInRecord>(
  'oauthSignIns',
  {
    channelId: { type: String, required: true },
    accountId: { type: String, required: true },
    verifier: { type: String, required: true },
    redirectUri: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  [{ fields: { expiresAt: 1 }, expireAfterSeconds: 0 }],
);

/** Gives it once; afterwards it is not there any more. */
export function takeOAuthSignIn(id: string): Promise<OAuthSignInRecord | null> {
  return OAuthSignIns.findOneAndDelete({ _id: id }).lean<OAuthSignInRecord>().exec();
}
