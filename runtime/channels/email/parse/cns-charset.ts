/** A run of characters that stand in one order in both: first cell in the CNS plane, first cell in Big5, how many. */
type Run = readonly [cns: number, big5: number, count: number];

/**
 * Planes 1 and 2 of CNS 11643, the character set of EUC-TW and ISO-2022-CN, hold the characters of Big5 in nearly its order:
 * each run gives the first cell of the plane, the first cell of Big5 and the length. A plane has 94 cells a row from
 * 0x2121 on, Big5 157 a row from 0xA140 on.
 */
const RUNS: Record<number, Run[]> = {
  1: runs(
    '0:0:21 21:23:2 24:22:1 29:29:44 73:74:1 74:73:1 75:75:22 98:98:1 100:100:27 127:128:1 128:127:1 ' +
      '129:129:19 148:149:1 149:148:1 150:150:4 155:21:1 156:156:78 282:234:29 312:264:1 314:266:142 ' +
      '470:6101:20 490:5892:10 571:5905:1 578:5908:1 583:5909:1 3290:471:1412 4702:1884:424 ' +
      '5126:1883:1 5127:2308:1876 7003:4571:1 7004:4184:387 7391:4572:525 7916:5286:1 7917:5097:105 ' +
      '8023:5203:83 8106:5287:84 8190:5517:1 8191:5371:54 8245:5426:1 8246:5425:1 8247:5427:90 ' +
      '8337:5518:354 ',
  ),
  2: runs(
    '0:6280:10 10:6291:33 43:6372:1 44:6324:48 92:6373:46 138:6586:1 139:6419:167 306:6587:1840 ' +
      '2146:9074:1 2147:8428:108 2255:8537:537 2792:8427:1 2793:9075:100 2893:8536:1 2894:9175:399 ' +
      '3293:9575:1637 4930:11761:1 4931:11212:146 5077:11899:1 5078:11358:287 5365:12508:1 ' +
      '5366:11645:116 5482:11762:137 5619:11900:104 5723:12425:1 5724:12004:222 5946:12227:198 ' +
      '6144:12426:82 6226:12509:86 6312:12226:1 6313:12595:8 6321:12604:153 6474:12758:56 6530:13114:1 ' +
      '6531:12814:113 6644:12603:1 6645:12927:142 6787:12757:1 6788:13069:45 6833:13115:71 ' +
      '6904:13380:1 6905:13186:194 7099:13381:490 7589:13914:1 7590:13871:43 7633:13915:1 ' +
      '7634:13917:11 7645:13916:1 7646:13928:4 ',
  ),
};

function runs(written: string): Run[] {
  return written
    .trim()
    .split(' ')
    .map((run): Run => {
      const [cns = 0, big5 = 0, count = 0] = run.split(':').map(Number);
      return [cns, big5, count];
    });
}

/**
 * The two bytes in Big5 of a character of CNS 11643; null where Big5 lacks it. `row` and `cell` as in the standard, both
 * from 0x21 to 0x7E.
 */
export function cnsToBig5(plane: number, row: number, cell: number): [number, number] | null {
  const at = (row - 0x21) * 94 + (cell - 0x21);
  const run = RUNS[plane]?.find(([cns, , count]) => at >= cns && at < cns + count);
  if (!run) return null;
  const index = at - run[0] + run[1];
  const trail = index % 157;
  return [0xa1 + Math.floor(index / 157), trail < 63 ? 0x40 + trail : 0xa1 + trail - 63];
}
