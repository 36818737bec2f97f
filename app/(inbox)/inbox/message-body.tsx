'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Attachments } from './attachments';
import { listedAttachments, type Shown } from './listed-attachments';
import { MailHtml } from './mail-html';
import classes from './message.module.css';
import type { TicketDetail } from './use-ticket-actions';

/** Anything that plain text cannot show. */
const FORMATTED = /<(?:b|strong|i|em|u|s|a|ul|ol|blockquote|img|table|h[1-6])[\s>]/i;

/** Plain where the visible text is all there is or quotes were folded; as it came where its form may matter. */
export function MessageBody({ message }: { message: TicketDetail['messages'][number] }) {
  const t = useTranslations('inbox.message');
  const [whole, setWhole] = useState(false);
  const { html, direction, from, attachments } = message;
  const folded = message.fullText !== null;
  const needsForm = direction === 'inbound' || (html !== null && FORMATTED.test(html));
  const shown = needsForm && (whole || !folded) ? html : null;
  return (
    <>
      {shown === null ? (
        <div className={classes.text}>{whole ? message.fullText : message.text}</div>
      ) : (
        <MailHtml
          html={shown}
          attachments={attachments}
          messageId={message.id}
          sender={direction === 'inbound' ? from.address || null : null}
          picturesWanted={message.picturesWanted || direction !== 'inbound'}
        />
      )}
      {folded && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          mt={6}
          onClick={() => setWhole(!whole)}
          aria-expanded={whole}
        >
          {t(whole ? 'showLess' : 'showAll')}
        </Button>
      )}
      <Attachments
        messageId={message.id}
        files={listedAttachments(attachments, formOf(shown, folded && !whole && html !== null))}
      />
    </>
  );
}

function formOf(html: string | null, folded: boolean): Shown {
  if (html !== null) return { html };
  return folded ? 'folded' : 'text';
}
