/** Why a mail server could not be used, where it is known: each has a sentence `admin.mailboxes.causes.<cause>`. */
export const failureCauses = [
  'loginRefused',
  'appPasswordDemanded',
  'loginNotOffered',
  'encryptionDemanded',
  'notNow',
  'hostUnknown',
  'nobodyAnswers',
  'otherServer',
  'closedAtOnce',
  'tooSlow',
  'certificate',
  'certificateName',
  'certificateExpired',
  'notEncrypted',
  'oauthRefused',
  'oauthUnreachable',
  'settingsInvalid',
] as const;

export type FailureCause = (typeof failureCauses)[number];
