/** Why a message ended as it did: each has a sentence `admin.ledger.reasons.<reason>`. */
export const reasons = [
  'opened',
  'joined',
  'reopened',
  'noFlow',
  'automatic',
  'bounce',
  'empty',
  'flowFailed',
  'blocked',
  'tooLarge',
  'loop',
  'undecodable',
  'notProcessable',
] as const;
