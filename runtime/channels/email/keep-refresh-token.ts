import { Channels } from '@/runtime/store/channels';
import { sealSecret } from '@/runtime/store/secret-box';
import { channelSecretPurpose } from './email-settings';

/** Stores the refresh token that a provider has given in place of the old one. Nobody is told: nothing has to connect anew. */
export async function keepRefreshToken(channelId: string, refreshToken: string): Promise<void> {
  const sealed = sealSecret(refreshToken, channelSecretPurpose(channelId, 'oauthRefreshToken'));
  await Channels.updateOne({ _id: channelId }, { $set: { 'secrets.oauthRefreshToken': sealed } }).exec();
}
