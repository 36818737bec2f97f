import { type ExecutionRecord, Executions } from '@/runtime/store/executions';
import { Ledger, type LedgerRecord } from '@/runtime/store/ledger';
import { type TicketRecord, Tickets } from '@/runtime/store/tickets';

// For integration tests: everything that a store holds of one kind, in the order it came.

export const allTickets = () => Tickets.find({}).sort({ number: 1 }).lean<TicketRecord[]>().exec();
export const allLines = () => Ledger.find({}).sort({ _id: 1 }).lean<LedgerRecord[]>().exec();
export const allExecutions = () => Executions.find({}).sort({ _id: 1 }).lean<ExecutionRecord[]>().exec();
