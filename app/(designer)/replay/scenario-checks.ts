import type { Scenario } from '@/runtime/scenarios/scenario';
import type { ScenarioOutcome } from './walk-tasks';

export interface CheckedScenario {
  id: string;
  scenario: Scenario;
}

export interface ScenarioChecksState {
  status: 'ready' | 'running' | 'done' | 'failed';
  /** By scenario. */
  outcomes: ReadonlyMap<string, ScenarioOutcome>;
  /** What broke, in the browser's words. */
  failure: string | null;
  /** Whether the edges tell how many scenarios walk them. */
  coverage: boolean;
  /** The scenario whose way is lit. */
  shown: string | null;
}

export interface ScenarioParts {
  /** Runs scenarios through the draft as it is drawn now. */
  walk(scenarios: readonly CheckedScenario[]): Promise<ScenarioOutcome[]>;
}

/** The scenarios of an open flow and how they went. It knows neither React nor the page. */
export class ScenarioChecks {
  readonly #listeners = new Set<() => void>();
  readonly #parts: ScenarioParts;
  #state: ScenarioChecksState = {
    status: 'ready',
    outcomes: new Map(),
    failure: null,
    coverage: false,
    shown: null,
  };
  #run = 0;

  constructor(parts: ScenarioParts) {
    this.#parts = parts;
  }

  readonly getState = (): ScenarioChecksState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  update(changes: Partial<Pick<ScenarioChecksState, 'coverage' | 'shown'>>): void {
    this.#change(changes);
  }

  /** Runs them all; only the last call counts. False: it broke, or a later call has overtaken it. */
  async run(scenarios: readonly CheckedScenario[]): Promise<boolean> {
    this.#run += 1;
    const run = this.#run;
    this.#change({ status: 'running', failure: null });
    try {
      const outcomes = await this.#parts.walk(scenarios);
      if (run !== this.#run) return false;
      this.#change({ status: 'done', outcomes: new Map(outcomes.map((outcome) => [outcome.id, outcome])) });
      return true;
    } catch (error) {
      if (run !== this.#run) return false;
      this.#change({ status: 'failed', failure: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  #change(changes: Partial<ScenarioChecksState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

/** How many scenarios walk each edge. */
export function coverageOf(outcomes: Iterable<ScenarioOutcome>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { edges } of outcomes) for (const edge of edges) counts.set(edge, (counts.get(edge) ?? 0) + 1);
  return counts;
}
