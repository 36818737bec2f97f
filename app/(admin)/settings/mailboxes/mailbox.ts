import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';

export type Mailbox = inferRouterOutputs<AppRouter>['mailboxes']['list'][number];
