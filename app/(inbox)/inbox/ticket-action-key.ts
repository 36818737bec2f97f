/** Marks what changes a ticket: while one is on its way, the panes are not read anew. */
export const ticketActionKey = ['ticket-action'];
