import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';

export type Calendar = inferRouterOutputs<AppRouter>['calendars']['list'][number];
