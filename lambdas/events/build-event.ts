import * as z from 'zod';

/** What every event about a build says: the variables that it was started with. */
const BuildDetail = z.object({
  'additional-information': z.object({
    environment: z.object({
      'environment-variables': z.array(z.object({ name: z.string(), value: z.string().optional() })),
    }),
  }),
});

const detailType = z.literal('CodeBuild Build State Change');

/** An event of EventBridge about a build of CodeBuild. */
export const BuildEvent = z.object({ 'detail-type': detailType, detail: BuildDetail });

/** The same where it matters which build it is. */
export const NamedBuildEvent = z.object({
  'detail-type': detailType,
  detail: BuildDetail.extend({ 'build-id': z.string() }),
});

/** The value of a variable that the build was started with; undefined where it has none of that name. */
export function variableOf({ detail }: z.infer<typeof BuildEvent>, name: string): string | undefined {
  const variables = detail['additional-information'].environment['environment-variables'];
  return variables.find((variable) => variable.name === name)?.value;
}
