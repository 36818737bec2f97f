/**
 * Signs of mail that nobody wrote and that asks for nothing: absence notes, receipts, answers of machines. By other signs no
 * flow may answer, but a person may stand behind them all the same (mailing lists, shared no-reply addresses, what other help
 * desks send for their people): on a ticket they count as an answer.
 */
export const machineSigns: readonly string[] = [
  'bounce',
  'out-of-office',
  'read-receipt',
  'delivery-report',
  'auto-reply-header',
  'own-message',
];

/** Whether certainly a machine wrote a message, going by the sign it was told by; `null`: there was none. */
export function isMachine(automatic: boolean, sign: string | null): boolean {
  return automatic && sign !== null && machineSigns.includes(sign);
}
