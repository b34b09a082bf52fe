/** A number with its noun, in the singular for one: `1 resource`, `3 resources`. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
