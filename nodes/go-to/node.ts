import * as z from 'zod';
import { identifierSchema } from '@/runtime/flow/flow-document';
import { type ConfigProblem, defineNode, jump } from '@/runtime/flow/node-definition';

/** Goes on at another node. */
export default defineNode({
  type: 'go-to',
  version: 1,
  category: 'do',
  icon: 'IconArrowBounce',
  config: z.object({ node: identifierSchema.meta({ widget: 'node' }) }),
  ports: [],
  leadsTo: ({ node }) => [node],
  summary: ({ node }, _translate, _environment, nodeName) => nodeName?.(node) ?? '–',
  problems: ({ node }, flow): ConfigProblem[] =>
    flow.nodes.some(({ id }) => id === node) ? [] : [{ level: 'error', path: ['node'], key: 'nodeGone' }],
  run: ({ config: { node } }) => jump(node, { because: { key: 'goes', values: { node } } }),
});
