import { DomainError } from '@/runtime/domain-error';
import { readBytes } from '../read-bytes';

/** Bytes of a request without files: far more than any needs. */
const MAX_JSON_BYTES = 100_000;

/** Reads a body as JSON. Errors: DomainError `bodyTooLarge`, SyntaxError. */
export async function readJson(request: Request): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(request, MAX_JSON_BYTES));
  return text === '' ? {} : JSON.parse(text);
}

/** Reads a body as form data. Errors: DomainError `bodyTooLarge`, `badForm`. */
export async function readForm(request: Request, maxBytes: number): Promise<FormData> {
  const bytes = await readBytes(request, maxBytes);
  const type = request.headers.get('content-type') ?? '';
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch (error) {
    if (error instanceof TypeError) throw new DomainError('invalid', 'badForm', 'The form cannot be read.');
    throw error;
  }
}
