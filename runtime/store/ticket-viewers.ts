import { defineModel } from './define-model';

/** Who has a ticket open right now. A browser repeats it every few seconds; what is not repeated vanishes. */
export interface TicketViewerRecord {
  /** `ticketId:accountId` */
  _id: string;
  ticketId: string;
  accountId: string;
  name: string;
  activity: 'viewing' | 'replying';
  at: Date;
}

/** Seconds after which a silent browser no longer counts; the record itself goes a little later. */
export const viewerSilenceSeconds = 25;

export const TicketViewers = defineModel<TicketViewerRecord>(
  'ticketViewers',
  {
    ticketId: { type: String, required: true },
    accountId: { type: String, required: true },
    name: { type: String, required: true },
    activity: { type: String, enum: ['viewing', 'replying'], required: true },
    at: { type: Date, required: true },
  },
  [{ fields: { ticketId: 1 } }, { fields: { at: 1 }, expireAfterSeconds: 120 }],
);

export function findViewers(ticketIds: string[], now: Date): Promise<TicketViewerRecord[]> {
  const since = new Date(now.getTime() - viewerSilenceSeconds * 1000);
  return TicketViewers.find({ ticketId: { $in: ticketIds }, at: { $gt: since } })
    .lean<TicketViewerRecord[]>()
    .exec();
}
