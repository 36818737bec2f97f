import compile from 'icu-minify/compile';

/**
 * Loader of the web build: turns the ICU messages of a file of texts into the small form that `icu-minify/format`
 * reads, so that no page needs the parser (10 kB gzipped). It belongs together with the alias of
 * `use-intl/format-message` in next.config.mjs; worker and tests read the same files as they are written.
 *
 * @param {string} source
 * @returns {string}
 */
export default function compileTexts(source) {
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(compileTree(JSON.parse(source))))});`;
}

/**
 * @param {unknown} tree a message or an object of such trees
 * @returns {unknown}
 */
function compileTree(tree) {
  if (typeof tree === 'string') return compile(tree);
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree))
    throw new Error('A file of texts holds messages and objects of them, nothing else.');
  return Object.fromEntries(Object.entries(tree).map(([key, below]) => [key, compileTree(below)]));
}
