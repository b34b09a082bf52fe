/** The values of a list in a request of AWS's query protocol: `<name>.member.1`, `.2` and so on. */
export function membersOf(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let at = 1; form.has(`${name}.member.${at}`); at += 1)
    values.push(form.get(`${name}.member.${at}`) ?? '');
  return values;
}
