import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';

export type Hook = inferRouterOutputs<AppRouter>['hooks']['list'][number];
