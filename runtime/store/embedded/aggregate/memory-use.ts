import { CommandError } from '../errors';
import { SORT_LIMIT } from '../query/sort';

/**
 * With the disk allowed MongoDB would go on there. Here a stage works in memory alone, and may then hold this many
 * times as much.
 */
const WITH_DISK = 3;

/** Watches what a stage holds that must see all documents before it gives the first. */
export class MemoryUse {
  private bytes = 0;
  private readonly limit: number;

  constructor(
    private readonly stage: string,
    allowDiskUse: boolean,
  ) {
    this.limit = SORT_LIMIT * (allowDiskUse ? WITH_DISK : 1);
  }

  /** Throws 292 where the stage holds too much. */
  add(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes <= this.limit) return;
    throw new CommandError(
      292,
      `Exceeded memory limit for ${this.stage} (${this.limit} bytes), but did not allow external sort. Pass allowDiskUse:true to opt in.`,
    );
  }
}
