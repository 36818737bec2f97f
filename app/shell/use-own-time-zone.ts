'use client';

import { useRouter } from 'next/navigation';
import { useTimeZone } from 'next-intl';
import { useEffect } from 'react';
import { TIME_ZONE_COOKIE } from '@/app/i18n/time-zone-cookie';

/** Tells the server once in which time zone the reader is, so that pages made there show his times as well. */
export function useOwnTimeZone(): void {
  const router = useRouter();
  const known = useTimeZone();
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || own === known || document.cookie.includes(`${TIME_ZONE_COOKIE}=${encodeURIComponent(own)}`))
      return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox.
    document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(own)};path=/;max-age=31536000;samesite=lax`;
    router.refresh();
  }, [known, router]);
}
