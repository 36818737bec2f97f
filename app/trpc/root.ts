import { createCallerFactory, router } from './init';
import { flowsRouter } from './routers/flows';
import { holidaysRouter } from './routers/holidays';
import { inboxRouter } from './routers/inbox';
import { liveRouter } from './routers/live';
import { profileRouter } from './routers/profile';
import { ticketsRouter } from './routers/tickets';

/** All procedures of the surface, one router a noun. */
export const appRouter = router({
  holidays: holidaysRouter,
  flows: flowsRouter,
  inbox: inboxRouter,
  live: liveRouter,
  profile: profileRouter,
  tickets: ticketsRouter,
});

export type AppRouter = typeof appRouter;

/** For tests and server components: calls procedures without HTTP. */
export const createCaller = createCallerFactory(appRouter);
