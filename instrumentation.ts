/** Runs once when the web server starts: opens the store, and ends event streams when the process is told to stop. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { stopSubscriptions } = await import('./app/trpc/stop-signal');
  process.once('SIGTERM', stopSubscriptions);
  process.once('SIGINT', stopSubscriptions);
  const { connectStore } = await import('./runtime/store/connect');
  await connectStore();
}
