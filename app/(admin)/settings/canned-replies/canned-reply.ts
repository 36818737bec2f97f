import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';

export type CannedReply = inferRouterOutputs<AppRouter>['cannedReplies']['list'][number];
