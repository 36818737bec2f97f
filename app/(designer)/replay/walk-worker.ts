import { loadEngines } from '@/app/late-engines/late-engines';
import type { ActivityAnswer } from '@/runtime/scenarios/simulation';
import type { AskServer, LocalQuestion } from '../simulator/local-answers';
import { performWalks, type WalkTask } from './walk-tasks';

/** What the worker is sent: a task, or the answer to a question of its own. */
export type ToWalker = { task: WalkTask } | { question: number; answer: ActivityAnswer };

/** What the worker sends: the results, the sentence of what broke, or a question that only the server can answer. */
export type FromWalker =
  | { results: unknown }
  | { failure: string }
  | { question: number; asked: LocalQuestion };

const open = new Map<number, (answer: ActivityAnswer) => void>();
let questions = 0;

const say = (message: FromWalker) => self.postMessage(message);

const ask: AskServer = (asked) =>
  new Promise((resolve) => {
    questions += 1;
    open.set(questions, resolve);
    say({ question: questions, asked });
  });

// A worker's own scope: a thousand messages take seconds, and an expression that never ends is ended with its worker.
self.addEventListener('message', ({ data }: MessageEvent<ToWalker>) => {
  if ('question' in data) {
    open.get(data.question)?.(data.answer);
    open.delete(data.question);
    return;
  }
  // Expressions and patterns come late in a browser; a walk cannot do without.
  loadEngines()
    .then(() => performWalks(data.task, ask))
    .then(
      (results) => say({ results }),
      (error: unknown) => say({ failure: error instanceof Error ? error.message : String(error) }),
    );
});
