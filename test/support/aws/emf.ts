/** One metric as CloudWatch reads it out of an EMF line, a value and a set of dimensions at a time. */
export interface EmfDatum {
  namespace: string;
  name: string;
  unit: string;
  dimensions: Record<string, string>;
  value: number;
}

interface EmfLine extends Record<string, unknown> {
  _aws: {
    CloudWatchMetrics: {
      Namespace: string;
      Dimensions: string[][];
      Metrics: { Name: string; Unit: string }[];
    }[];
  };
}

/** What CloudWatch would make of a log: lines that are no EMF are left out. */
export function readEmf(log: string): EmfDatum[] {
  return log
    .split('\n')
    .filter(isEmf)
    .flatMap((line) => dataOf(JSON.parse(line) as EmfLine));
}

function isEmf(line: string): boolean {
  return line.startsWith('{') && line.includes('"CloudWatchMetrics"');
}

function dataOf(line: EmfLine): EmfDatum[] {
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.flatMap(({ Name, Unit }) => {
        const dimensions = Object.fromEntries(names.map((name) => [name, String(line[name])]));
        const values = [line[Name]].flat() as number[];
        return values.map((value) => ({ namespace: Namespace, name: Name, unit: Unit, dimensions, value }));
      }),
    ),
  );
}

/** What is written to this process's output while `work` runs. */
export async function outputOf(work: () => unknown): Promise<string> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await work();
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}
