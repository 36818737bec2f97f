import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./app/i18n/request.ts');

const root = fileURLToPath(new URL('.', import.meta.url));

/** Aliases are told by a path within the project. @param {string} name */
const ofPackage = (name) => `./${relative(root, fileURLToPath(import.meta.resolve(name)))}`;

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
    root,
    // Pages load these 70 kB when a flow asks for them; see app/late-engines/late-engines.ts.
    resolveAlias: {
      jsonata: { browser: './app/late-engines/late-jsonata.ts' },
      re2js: { browser: './app/late-engines/late-re2js.ts' },
      // Texts are compiled by the rule below, so that neither pages nor server need the parser of ICU messages.
      'use-intl/format-message': ofPackage('use-intl/format-message/format-only'),
    },
    rules: {
      '*.json': {
        condition: {
          path: /^(app\/texts\/(de|en)\/[a-z]+|nodes\/[a-z-]+\/texts\.(de|en)|runtime\/[a-z]+\/[a-z]+-texts\.(de|en))\.json$/,
        },
        loaders: ['./app/i18n/compile-texts.mjs'],
        as: '*.js',
      },
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
