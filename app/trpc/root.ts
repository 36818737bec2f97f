import { createCallerFactory, router } from './init';
import { calendarsRouter } from './routers/calendars';
import { cannedRepliesRouter } from './routers/canned-replies';
import { chatsRouter } from './routers/chats';
import { flowListsRouter } from './routers/flow-lists';
import { flowScenariosRouter } from './routers/flow-scenarios';
import { flowsRouter } from './routers/flows';
import { holidaysRouter } from './routers/holidays';
import { hooksRouter } from './routers/hooks';
import { inboxRouter } from './routers/inbox';
import { ledgerRouter } from './routers/ledger';
import { liveRouter } from './routers/live';
import { mailboxesRouter } from './routers/mailboxes';
import { overviewRouter } from './routers/overview';
import { profileRouter } from './routers/profile';
import { publishingRouter } from './routers/publishing';
import { queuesRouter } from './routers/queues';
import { recordingsRouter } from './routers/recordings';
import { settingsRouter } from './routers/settings';
import { sharedRouter } from './routers/shared';
import { teamsRouter } from './routers/teams';
import { templatesRouter } from './routers/templates';
import { thingsRouter } from './routers/things';
import { ticketsRouter } from './routers/tickets';
import { usersRouter } from './routers/users';

/** All procedures of the surface, one router a noun. */
export const appRouter = router({
  users: usersRouter,
  settings: settingsRouter,
  queues: queuesRouter,
  overview: overviewRouter,
  mailboxes: mailboxesRouter,
  ledger: ledgerRouter,
  calendars: calendarsRouter,
  cannedReplies: cannedRepliesRouter,
  chats: chatsRouter,
  holidays: holidaysRouter,
  hooks: hooksRouter,
  flows: flowsRouter,
  flowLists: flowListsRouter,
  flowScenarios: flowScenariosRouter,
  inbox: inboxRouter,
  live: liveRouter,
  profile: profileRouter,
  publishing: publishingRouter,
  recordings: recordingsRouter,
  shared: sharedRouter,
  teams: teamsRouter,
  templates: templatesRouter,
  things: thingsRouter,
  tickets: ticketsRouter,
});

export type AppRouter = typeof appRouter;

/** For tests and server components: calls procedures without HTTP. */
export const createCaller = createCallerFactory(appRouter);
