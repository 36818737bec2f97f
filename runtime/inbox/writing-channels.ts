import { capabilitiesOf } from '@/runtime/channels/capabilities-of';
import { findChannels } from '@/runtime/store/channels';
import { localizedName } from '@/runtime/store/localized-name';

export interface WritingChannel {
  id: string;
  name: string;
  address: string;
}

/** The channels by which one can write to anybody, as the reader calls them. */
export async function findWritingChannels(language: string): Promise<WritingChannel[]> {
  return (await findChannels())
    .filter(({ enabled, kind }) => enabled && capabilitiesOf(kind).recipients)
    .map(({ _id, name, addresses }) => ({
      id: _id,
      name: localizedName(name, language),
      address: addresses[0] ?? '',
    }));
}
