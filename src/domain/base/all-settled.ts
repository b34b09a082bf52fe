/**
 * Waits until every one of several promises has settled, so that none is still at work when the run goes on or ends. Returns
 * their values; throws the error of the first of them, in their order and not in that of time, which failed.
 */
export async function allSettled<const Tasks extends readonly Promise<unknown>[]>(
  tasks: Tasks,
): Promise<{ -readonly [At in keyof Tasks]: Awaited<Tasks[At]> }> {
  await Promise.allSettled(tasks);
  const values: unknown[] = [];
  for (const task of tasks) values.push(await task);
  return values as { -readonly [At in keyof Tasks]: Awaited<Tasks[At]> };
}
