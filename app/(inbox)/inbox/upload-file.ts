import * as z from 'zod';

const uploadSchema = z.object({ fileId: z.string(), name: z.string(), size: z.number() });
export type Upload = z.infer<typeof uploadSchema>;

/** Brings a file to the server at once, so that sending is quick. */
export async function uploadFile(file: File): Promise<Upload> {
  const form = new FormData();
  form.set('file', file);
  const response = await fetch('/api/files', { method: 'POST', body: form });
  if (!response.ok) throw new Error(`Upload failed: ${response.status}`);
  return uploadSchema.parse(await response.json());
}
