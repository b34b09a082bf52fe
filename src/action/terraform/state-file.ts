import * as z from 'zod';

/** The last key of a state as Terraform writes it; no text of a value can look so, as its line ends are escaped. */
const lastKey = Buffer.from('\n  "check_results": ');

/** Nothing but results: a key beside them could stand for one of those before, which Terraform would then read instead. */
const Tail = z.strictObject({
  check_results: z.array(z.looseObject({ objects: z.array(z.unknown()).nullish() })).nullable(),
});

/** A state without the order of its check results, which Terraform writes in another one each time. */
export function withoutOrderOfChecks(state: Buffer): Buffer {
  const at = state.indexOf(lastKey);
  if (at < 0) return state;
  const { check_results: results } = Tail.parse(JSON.parse(`{${state.toString('utf8', at)}`));
  const steady = (results ?? []).map((one) => JSON.stringify({ ...one, objects: sorted(one.objects ?? []) }));
  return Buffer.concat([state.subarray(0, at), Buffer.from(steady.sort().join('\n'))]);
}

function sorted(values: unknown[]): string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}
