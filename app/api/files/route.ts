import { isSameOrigin } from '@/app/trpc/same-origin';
import { currentAccount } from '@/runtime/accounts/current-account';
import { roleAllows } from '@/runtime/accounts/permissions';
import { maxUploadBytes, storeUpload } from '@/runtime/inbox/uploads';
import { connectStore } from '@/runtime/store/connect';

export const dynamic = 'force-dynamic';

/** Room for the form around the file. */
const FORM_BYTES = 100_000;

/** Takes a file that an agent attaches to a reply. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return new Response(null, { status: 403 });
  await connectStore();
  const account = await currentAccount(request.headers);
  if (!account || !roleAllows(account.role, 'ticket.work')) return new Response(null, { status: 403 });
  const announced = Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (announced > maxUploadBytes + FORM_BYTES) return new Response(null, { status: 413 });
  const file = (await request.formData()).get('file');
  if (!(file instanceof File)) return new Response(null, { status: 400 });
  const content = new Uint8Array(await file.arrayBuffer());
  const { fileId, name, size } = await storeUpload(
    { name: file.name, type: file.type, content },
    account.id,
    new Date(),
  );
  return Response.json({ fileId, name, size });
}
