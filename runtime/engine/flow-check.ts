import type { Environment } from '@/runtime/flow/facts';
import type { FlowDocument } from '@/runtime/flow/flow-document';
import type { NodeRegistry } from '@/runtime/flow/node-definition';
import { findProblems, type Problem } from '@/runtime/flow/problems';
import { readerEnvironment } from '@/runtime/flow/reader-environment';
import { createCallableFlows, withCallableFlows } from './callable-flows';
import type { EnvironmentSource } from './environment-source';

type Bindings = Record<string, string>;

/** Checks flows against what an installation has. */
export interface InstallationCheck {
  /** Finds problems with what the installation has now. `language`: of whoever reads them; else that of the installation. */
  current(language?: string): Promise<(document: FlowDocument, bindings: Bindings) => Problem[]>;
  /** What a flow's author sees of the installation; walks see the same without the flows. */
  environment(bindings: Bindings, language?: string): Promise<Environment>;
}

/** The one check for everybody who publishes: people, and the worker that carries out what they planned. */
export function createFlowCheck(registry: NodeRegistry, source: EnvironmentSource): InstallationCheck {
  const callable = createCallableFlows(registry);
  async function environments(language: string | undefined) {
    const [snapshot, flows] = await Promise.all([source.snapshot(), callable()]);
    return (bindings: Bindings) => {
      const environment = withCallableFlows(snapshot.environment(bindings), flows, bindings);
      return language === undefined ? environment : readerEnvironment(environment, language);
    };
  }
  return {
    async current(language) {
      const environmentOf = await environments(language);
      return (document, bindings) => findProblems(document, registry, environmentOf(bindings));
    },
    environment: async (bindings, language) => (await environments(language))(bindings),
  };
}
