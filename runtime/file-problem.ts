/** Why a file could not be read, in words; for the end of a sentence. */
export function fileProblem(error: unknown): string {
  if (error instanceof Error && 'code' in error) {
    if (error.code === 'ENOENT') return 'there is no such file or folder';
    if (error.code === 'EACCES') return 'this user may not read it';
    if (error.code === 'EISDIR') return 'it is a folder';
    if (error.code === 'ENOTDIR') return 'it is no folder';
  }
  return error instanceof Error ? error.message : String(error);
}
