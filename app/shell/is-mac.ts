/** Whether the reader's keyboard has a Command key where others have Control. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
