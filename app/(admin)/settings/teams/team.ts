import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';

export type Team = inferRouterOutputs<AppRouter>['teams']['list'][number];
