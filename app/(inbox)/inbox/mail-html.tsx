'use client';

import { Alert, Button, Group } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { framedMail } from './framed-mail';
import classes from './inbox.module.css';

interface MailHtmlProps {
  html: string;
  messageId: string;
  attachments: { fileId: string; contentId: string | null }[];
}

const MAX_HEIGHT = 12_000;

/**
 * The HTML of a mail in a frame of its own: sanitised by the server, and here without scripts, forms or any load from
 * elsewhere (Content Security Policy in the frame) until the reader asks for its pictures.
 */
export function MailHtml({ html, messageId, attachments }: MailHtmlProps) {
  const t = useTranslations('inbox.message');
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(80);
  const [withPictures, setWithPictures] = useState(false);
  const { document, blocked } = useMemo(
    () => framedMail({ html, messageId, attachments, withPictures }),
    [html, messageId, attachments, withPictures],
  );
  const fit = () => {
    const body = frame.current?.contentDocument?.body;
    if (body) setHeight(Math.min(MAX_HEIGHT, body.scrollHeight + 16));
  };
  return (
    <>
      {blocked > 0 && !withPictures && (
        <Alert color="gray" p="xs" mb="xs" icon={<IconPhotoOff size={16} aria-hidden />}>
          <Group justify="space-between">
            {t('picturesBlocked', { count: blocked })}
            <Button size="compact-xs" variant="default" onClick={() => setWithPictures(true)}>
              {t('showPictures')}
            </Button>
          </Group>
        </Alert>
      )}
      <iframe
        ref={frame}
        title={t('content')}
        className={classes.frame}
        // Same origin only so that its height can be read; nothing in it can run.
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        srcDoc={document}
        style={{ height }}
        onLoad={fit}
      />
    </>
  );
}
