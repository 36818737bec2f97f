import type { SlotKind } from '@/runtime/flow/flow-document';
import type { Json } from '@/runtime/flow/json';

/** What a field holds, whatever it is drawn with. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'choice' | 'list' | 'object' | 'variants' | 'any';

/** One field of a node's config as the form sees it: read from the schema, free of zod. */
export interface FieldSpec {
  /** Name within its parent; empty for the item of a list. */
  key: string;
  /** Key of its words: names from the root joined by dots, list items left out. */
  textPath: string;
  kind: FieldKind;
  widget: string;
  /** Must be given by the author: neither optional, nor with a default. */
  required: boolean;
  nullable: boolean;
  default?: Json;
  slot?: SlotKind;
  showWhen?: Record<string, Json[]>;
  advanced: boolean;
  half: boolean;
  /** Paths that only the text of this field can name. */
  places?: string[];
  /** `choice`, and lists of choices. */
  choices?: (string | number)[];
  min?: number;
  max?: number;
  integer?: boolean;
  maxLength?: number;
  /** `list`: the form of one entry. */
  item?: FieldSpec;
  /** `object`. */
  fields?: FieldSpec[];
  /** `variants`: a discriminated union; the fields of the chosen variant are drawn. */
  discriminator?: string;
  variants?: { value: string; fields: FieldSpec[] }[];
}
