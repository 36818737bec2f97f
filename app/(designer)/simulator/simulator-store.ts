import type { FlowDocument } from '@/runtime/flow/flow-document';
import { simulate } from '@/runtime/scenarios/simulate';
import type { Simulation, SimulationInput } from '@/runtime/scenarios/simulation';
import type { MessageDraft } from './message-draft';

/** What the simulator of an open flow remembers, whether its panel is open or not. */
export interface SimulatorState {
  draft: MessageDraft;
  /** The message is one that really came in: people in it are replaced before anything of it is kept. */
  fromRecording: boolean;
  /** The clock at which the first message arrives, milliseconds. */
  at: number;
  /** The wall clock it is shown on; `null`: the installation's. */
  timeZone: string | null;
  /** Who answers for activities: the built-in classifier, or the person each time. */
  answers: 'builtIn' | 'ask';
  /** The simulation after each input; empty before the first message. */
  taken: readonly Simulation[];
  inputs: readonly SimulationInput[];
  /** How many steps are told and lit; the rest comes by "step" and "play". */
  shown: number;
  playing: boolean;
  busy: boolean;
  /** A simulation that broke: the sentence of the error. */
  failure: string | null;
}

export interface SimulatorOptions {
  state: Pick<SimulatorState, 'draft' | 'at' | 'timeZone'>;
  /** The simulation before its first message, of the flow as it is drawn now. */
  begin(state: SimulatorState): Promise<Simulation>;
}

/** The simulator: message, clock and inputs, and the simulation that they make. It knows neither React nor the page. */
export class SimulatorStore {
  readonly #listeners = new Set<() => void>();
  readonly #begin: SimulatorOptions['begin'];
  #state: SimulatorState;

  constructor({ state, begin }: SimulatorOptions) {
    this.#begin = begin;
    this.#state = {
      ...state,
      fromRecording: false,
      answers: 'builtIn',
      taken: [],
      inputs: [],
      shown: 0,
      playing: false,
      busy: false,
      failure: null,
    };
  }

  readonly getState = (): SimulatorState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  update(changes: Partial<SimulatorState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }

  get simulation(): Simulation | null {
    return this.#state.taken.at(-1) ?? null;
  }

  /** Begins anew with one message. */
  async start(message: SimulationInput): Promise<void> {
    await this.#play([message]);
  }

  /** The same inputs once more, through the flow as it is drawn now. */
  async again(): Promise<void> {
    await this.#play(this.#state.inputs);
  }

  /** Gives one more input; what comes of it is played. */
  async give(input: SimulationInput): Promise<void> {
    const { simulation } = this;
    if (!simulation || this.#state.busy) return;
    await this.#guarded(async () => {
      const next = await simulate(simulation, input);
      this.update({
        taken: [...this.#state.taken, next],
        inputs: [...this.#state.inputs, input],
        shown: simulation.steps.length,
        playing: next.steps.length > simulation.steps.length,
      });
    });
  }

  /** Takes the last input back; of the first one only the message form is left. */
  takeBack(): void {
    const taken = this.#state.taken.slice(0, -1);
    this.update({
      taken,
      inputs: this.#state.inputs.slice(0, -1),
      shown: taken.at(-1)?.steps.length ?? 0,
      playing: false,
    });
  }

  clear(): void {
    this.update({ taken: [], inputs: [], shown: 0, playing: false, failure: null });
  }

  /** Shows the way as far as this many steps. */
  show(steps: number): void {
    const most = this.simulation?.steps.length ?? 0;
    const shown = Math.min(Math.max(0, steps), most);
    this.update({ shown, playing: this.#state.playing && shown < most });
  }

  /** Plays from here; from the beginning where everything has been shown. */
  play(): void {
    const most = this.simulation?.steps.length ?? 0;
    if (most > 0) this.update({ playing: true, shown: this.#state.shown >= most ? 0 : this.#state.shown });
  }

  pause(): void {
    this.update({ playing: false });
  }

  /** Whether the flow has been changed since the simulation began. */
  isStale(flow: FlowDocument): boolean {
    return this.simulation !== null && this.simulation.setup.flow.document !== flow;
  }

  async #play(inputs: readonly SimulationInput[]): Promise<void> {
    if (this.#state.busy) return;
    await this.#guarded(async () => {
      let simulation = await this.#begin(this.#state);
      const taken: Simulation[] = [];
      for (const input of inputs) {
        simulation = await simulate(simulation, input);
        taken.push(simulation);
      }
      this.update({ taken, inputs, shown: 0, playing: simulation.steps.length > 0 });
    });
  }

  /** A draft may hold anything: what breaks is told in the panel and leaves the last simulation standing. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    this.update({ busy: true, failure: null });
    try {
      await work();
    } catch (error) {
      this.update({ failure: error instanceof Error ? error.message : String(error) });
    } finally {
      this.update({ busy: false });
    }
  }
}
