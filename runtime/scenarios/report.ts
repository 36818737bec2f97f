import type { FolderReport, ScenarioFileResult } from './run-folders';

/** The report that people read; the last line is the sum. */
export function textReport({ files, coverage, passed, failed, durationMs }: FolderReport): string {
  const lines = files.flatMap(linesOf);
  if (coverage.length > 0) lines.push('');
  for (const { flowFile, edges, walked, missing } of coverage) {
    lines.push(
      `${flowFile}: ${walked} of ${edges} edges walked (${edges === 0 ? 100 : Math.round((100 * walked) / edges)} %)`,
    );
    for (const edge of missing) lines.push(`    not walked: ${edge}`);
  }
  lines.push('', `${passed} passed, ${failed} failed (${(durationMs / 1000).toFixed(2)} s)`);
  return lines.join('\n');
}

function linesOf({ file, result, problem }: ScenarioFileResult): string[] {
  if (result === null) return [`failed  ${file}`, `    ${problem ?? ''}`];
  const head = `${result.passed ? 'passed' : 'failed'}  ${file}: ${result.name}`;
  if (result.passed) return [head];
  const path = result.steps
    .map(({ nodeId, port }) => (port === null ? nodeId : `${nodeId}:${port}`))
    .join(' -> ');
  const broken = result.steps.flatMap(({ nodeId, failure }) =>
    failure ? [`    ${nodeId}: ${failure.message} (${failure.code})`] : [],
  );
  return [head, ...result.failures.map((failure) => `    ${failure}`), `    path: ${path}`, ...broken];
}

/** The same as JUnit XML, for build servers. */
export function junitReport({ files, passed, failed, durationMs }: FolderReport): string {
  const cases = files.map(({ file, result, problem }) => {
    const name = escapeXml(result?.name ?? file);
    const time = ((result?.durationMs ?? 0) / 1000).toFixed(3);
    const failures = result === null ? [problem ?? ''] : result.failures;
    const open = `    <testcase classname="${escapeXml(file)}" name="${name}" time="${time}"`;
    if (failures.length === 0) return `${open}/>`;
    return `${open}>\n      <failure message="${escapeXml(failures[0] ?? '')}">${escapeXml(failures.join('\n'))}</failure>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="scenarios" tests="${passed + failed}" failures="${failed}" time="${(durationMs / 1000).toFixed(3)}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // XML 1.0 knows no control characters but tab, line feed and carriage return.
  return [...text]
    .filter((character) => character >= ' ' || /[\t\n\r]/.test(character))
    .join('')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
