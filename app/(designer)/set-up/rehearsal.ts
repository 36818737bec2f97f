import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { Scenario } from '@/runtime/scenarios/scenario';

/** Why a template's scenario does not go here as its author wrote it. */
export type RehearsalCause =
  /** Opening hours or other things of this installation differ from those of the template. */
  | 'surroundings'
  /** What was chosen for the template's parameters. */
  | 'parameters'
  /** It fails as the template was drawn, too. */
  | 'template';

export interface RehearsalLine {
  file: string;
  name: string;
  passed: boolean;
  /** What differed here, each as a sentence. */
  failures: string[];
  cause: RehearsalCause | null;
}

export interface RehearsedScenario {
  file: string;
  scenario: Scenario;
  /** Its surroundings with this installation's things in place of the template's. */
  here: NonNullable<Scenario['environment']>;
}

/** How one scenario went; what walks it is given. */
export interface WalkedScenario {
  id: string;
  name: string;
  passed: boolean;
  failures: string[];
}
export type WalkScenarios = (
  flow: FlowDocument,
  scenarios: { id: string; scenario: Scenario }[],
) => Promise<WalkedScenario[]>;

/**
 * Runs a template's scenarios with what this installation has, and finds out for each that fails why: it is run again as the
 * template means it, and as the template was drawn.
 */
export async function rehearse(
  rehearsal: { document: FlowDocument; plain: FlowDocument; scenarios: readonly RehearsedScenario[] },
  walk: WalkScenarios,
): Promise<RehearsalLine[]> {
  const { document, plain, scenarios } = rehearsal;
  const asIs = ({ file, scenario }: RehearsedScenario) => ({ id: file, scenario });
  const walked = await walk(
    document,
    scenarios.map(({ file, scenario, here }) => ({ id: file, scenario: { ...scenario, environment: here } })),
  );
  const red = redOf(scenarios, walked);
  const redInOwn = redOf(red, red.length > 0 ? await walk(document, red.map(asIs)) : []);
  const redInPlain = redOf(redInOwn, redInOwn.length > 0 ? await walk(plain, redInOwn.map(asIs)) : []);
  return walked.map(({ id, name, passed, failures }) => ({
    file: id,
    name,
    passed,
    failures,
    cause: passed
      ? null
      : redInPlain.some(({ file }) => file === id)
        ? 'template'
        : redInOwn.some(({ file }) => file === id)
          ? 'parameters'
          : 'surroundings',
  }));
}

function redOf(
  scenarios: readonly RehearsedScenario[],
  walked: readonly WalkedScenario[],
): RehearsedScenario[] {
  const failed = new Set(walked.filter(({ passed }) => !passed).map(({ id }) => id));
  return scenarios.filter(({ file }) => failed.has(file));
}
