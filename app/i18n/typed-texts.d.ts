import type { texts } from '@/app/texts';

// A text that is asked for and does not exist is an error of the types, not a raw key in front of somebody.
declare module 'next-intl' {
  interface AppConfig {
    Messages: (typeof texts)['en'];
  }
}
