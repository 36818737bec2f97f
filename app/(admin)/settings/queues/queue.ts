import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';

export type Queue = inferRouterOutputs<AppRouter>['queues']['list'][number];
