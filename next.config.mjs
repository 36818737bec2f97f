import { fileURLToPath } from 'node:url';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./app/i18n/request.ts');

/** Sent with every answer. Scripts stay inline-capable because Next streams its data in script tags. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'SAMEORIGIN' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  {
    key: 'Content-Security-Policy',
    value:
      "base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'; connect-src 'self'" +
      (process.env.NODE_ENV === 'development' ? ' ws:' : ''),
  },
];

/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  turbopack: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    // Pages load these 70 kB when a flow asks for them; see app/late-engines/late-engines.ts.
    resolveAlias: {
      jsonata: { browser: './app/late-engines/late-jsonata.ts' },
      re2js: { browser: './app/late-engines/late-re2js.ts' },
    },
  },
  // `npm test` checks the types of everything; a newcomer's first start need not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Requests to one's own server are cheap: pages rather load a few files more than code twice or for nothing.
    turbopackChunking: { requestCost: 20_000, minChunkSize: 10_000 },
  },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Kept out of the bundle: native parts, or packages that look for their own files at run time.
  serverExternalPackages: [
    '@node-rs/argon2',
    'agenda',
    'better-auth',
    'date-holidays',
    'mongodb',
    'mongoose',
    'pino',
    'sanitize-html',
  ],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default withNextIntl(config);
