import type { FlowTraffic } from '@/runtime/library/flow-traffic';

/** What the canvas shows of past messages. */
export interface Traffic {
  days: number;
  executions: number;
  capped: boolean;
  /** By node and port, `node port`. */
  ports: ReadonlyMap<string, number>;
  /** All that left a node, by node id. */
  left: ReadonlyMap<string, number>;
  waiting: ReadonlyMap<string, number>;
  /** Executions that ended at a node, by node id. */
  stopped: ReadonlyMap<string, number>;
}

export function trafficOf(
  days: number,
  { executions, capped, ports, waiting, stopped }: FlowTraffic,
): Traffic {
  const left = new Map<string, number>();
  for (const { node, count } of ports) left.set(node, (left.get(node) ?? 0) + count);
  return {
    days,
    executions,
    capped,
    ports: new Map(ports.map(({ node, port, count }) => [`${node} ${port}`, count])),
    left,
    waiting: new Map(waiting.map(({ node, count }) => [node, count])),
    stopped: new Map(stopped.map(({ node, count }) => [node, count])),
  };
}

/** How many took a port, and which share of all that left its node. */
export function edgeTraffic(traffic: Traffic, node: string, port: string): { count: number; share: number } {
  const count = traffic.ports.get(`${node} ${port}`) ?? 0;
  const all = traffic.left.get(node) ?? 0;
  return { count, share: all === 0 ? 0 : count / all };
}

/**
 * Who came to a node and went no further, as a count and a share of all who came. Nodes without a port end every way:
 * nobody is lost there.
 */
export function dropOff(traffic: Traffic, node: string, ports: number): { count: number; share: number } {
  const count = ports === 0 ? 0 : (traffic.stopped.get(node) ?? 0);
  const came = count + (traffic.left.get(node) ?? 0) + (traffic.waiting.get(node) ?? 0);
  return { count, share: came === 0 ? 0 : count / came };
}
