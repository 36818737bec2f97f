'use client';

import { Alert, Button, Group, Text, useComputedColorScheme } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { useTRPC } from '@/app/trpc/client';
import { framedMail } from './framed-mail';
import classes from './message.module.css';
import { useFittedHeight } from './use-fitted-height';

interface MailHtmlProps {
  html: string;
  messageId: string;
  attachments: { fileId: string; contentId: string | null }[];
  /** Who sent it, where his pictures are a question at all. */
  sender: string | null;
  /** The reader has said before that he wants to see this sender's pictures. */
  picturesWanted: boolean;
}

/**
 * The HTML of a mail in a frame of its own: sanitised by the server, and here without scripts, forms or any load from
 * elsewhere (Content Security Policy in the frame) until the reader asks for its pictures, once or for this sender.
 */
export function MailHtml({ html, messageId, attachments, sender, picturesWanted }: MailHtmlProps) {
  const t = useTranslations('inbox.message');
  const frame = useRef<HTMLIFrameElement>(null);
  const [asked, setAsked] = useState(false);
  const remember = useMutation(useTRPC().inbox.wantPictures.mutationOptions());
  const dark = useComputedColorScheme('light') === 'dark';
  const withPictures = asked || picturesWanted;
  const { document, blocked, isPlain, isDark } = useMemo(
    () => framedMail({ html, messageId, attachments, withPictures, dark }),
    [html, messageId, attachments, withPictures, dark],
  );
  const { height, measure } = useFittedHeight(frame, document);
  return (
    <>
      {blocked > 0 && !withPictures && (
        <BlockedPictures
          count={blocked}
          onShow={() => setAsked(true)}
          onAlways={
            sender === null
              ? null
              : () => {
                  setAsked(true);
                  remember.mutate({ address: sender, wanted: true });
                }
          }
        />
      )}
      <iframe
        ref={frame}
        title={t('content')}
        className={classes.frame}
        data-plain={isPlain}
        data-dark={isDark}
        // Same origin only so that its height can be read; nothing in it can run.
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        srcDoc={document}
        style={{ height }}
        onLoad={measure}
      />
      {blocked > 0 && picturesWanted && sender && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => remember.mutate({ address: sender, wanted: false })}
          disabled={remember.isSuccess}
        >
          {t('noMorePictures')}
        </Button>
      )}
    </>
  );
}

interface BlockedPicturesProps {
  count: number;
  onShow(): void;
  /** Null where it is not known whose they are. */
  onAlways: (() => void) | null;
}

function BlockedPictures({ count, onShow, onAlways }: BlockedPicturesProps) {
  const t = useTranslations('inbox.message');
  return (
    <Alert color="gray" p="xs" mb="xs" icon={<IconPhotoOff size={16} aria-hidden />}>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('picturesBlocked', { count })}</Text>
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={onShow}>
            {t('showPictures')}
          </Button>
          {onAlways && (
            <Button size="compact-xs" variant="subtle" onClick={onAlways}>
              {t('alwaysPictures')}
            </Button>
          )}
        </Group>
      </Group>
    </Alert>
  );
}
