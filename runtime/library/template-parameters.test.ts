import { expect, it } from 'vitest';
import { flowDocumentSchema } from '@/runtime/flow/flow-document';
import { applyParameters, templateParameterSchema } from './template-parameters';

const flow = flowDocumentSchema.parse({
  schemaVersion: 1,
  id: 'flow',
  name: 'Flow',
  nodes: [
    {
      id: 'visit',
      type: 'queue',
      title: 'Field service',
      config: { reason: 'For the field service', text: { de: 'Außendienst', en: 'Field service' } },
    },
  ],
});

const name = templateParameterSchema.parse({
  id: 'name',
  kind: 'text',
  label: { en: 'Name' },
  default: { de: 'Außendienst', en: 'Field service' },
  targets: [
    { node: 'visit', path: ['title'] },
    { node: 'visit', path: ['config', 'reason'], phrase: { de: '{value}', en: 'For the {value}' } },
    { node: 'visit', path: ['config', 'text'] },
  ],
});

it('writes a text in the language of the place, and all its languages where the place has all', () => {
  const value = { de: 'Ableser', en: 'Meter readers' };
  const [node] = applyParameters(flow, [name], { name: value }, 'de').nodes;
  expect(node?.title).toBe('Ableser');
  expect(node?.config.text).toEqual(value);
  const [english] = applyParameters(flow, [name], { name: value }, 'en').nodes;
  expect(english?.title).toBe('Meter readers');
});

it('leaves everything as it is where nothing fitting was chosen', () => {
  expect(applyParameters(flow, [name], { name: 3 }, 'en')).toEqual(flow);
});
