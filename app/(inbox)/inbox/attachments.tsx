'use client';

import { useDisclosure } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { type AttachedFile, FileList } from './file-list';

// Few messages bring another one along.
const AttachedMailDialog = dynamic(() =>
  import('./attached-mail-dialog').then((loaded) => loaded.AttachedMailDialog),
);

/** The files of a message: pictures can be seen, mails can be read in place, everything can be downloaded. */
export function Attachments({ messageId, files }: { messageId: string; files: AttachedFile[] }) {
  const [mail, setMail] = useState<AttachedFile | null>(null);
  const [opened, { open, close }] = useDisclosure(false);
  const show = (file: AttachedFile) => {
    setMail(file);
    open();
  };
  if (files.length === 0) return null;
  return (
    <>
      <FileList messageId={messageId} files={files} onMail={show} />
      {mail && (
        <AttachedMailDialog
          key={mail.fileId}
          messageId={messageId}
          file={mail}
          opened={opened}
          onClose={close}
        />
      )}
    </>
  );
}
