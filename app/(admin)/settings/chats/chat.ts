import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/app/trpc/root';

export type Chat = inferRouterOutputs<AppRouter>['chats']['list'][number];
