import * as z from 'zod';
import { type Answer, type Call, type CallHead, type Forward, serviceOf, withText } from '../front/call';
import type { Correction } from './correction';

const Project = z.looseObject({ name: z.string(), environment: z.looseObject({}).optional() });
type Project = z.infer<typeof Project>;
const Projects = z.looseObject({ projects: z.array(Project) });

const limit = 'concurrentBuildLimit';
/** CodeBuild's own word for a limit that is to go. */
const none = -1;

/**
 * moto forgets how many builds of a project run at once, can change no project, and deletes none that is named by its ARN,
 * as Terraform does. The number travels within the environment, of which it forgets nothing; a project that changes is
 * made anew.
 */
export const codebuildProject: Correction = {
  concerns: (head) => serviceOf(head) === 'codebuild' && operationOf(head) in corrections,
  correct: (call, forward) => corrections[operationOf(call)]?.(call, forward) ?? forward(call),
};

const corrections: Record<string, Correction['correct']> = {
  BatchGetProjects: async (call, forward) => {
    const answer = await forward(call);
    const { projects, ...rest } = Projects.parse(parse(answer));
    return withText(answer, JSON.stringify({ ...rest, projects: projects.map(asAsked) }));
  },
  CreateProject: (call, forward) => make(call, Project.parse(parse(call)), forward),
  DeleteProject: (call, forward) => {
    const { name } = Project.parse(parse(call));
    return forward(asking(call, 'DeleteProject', { name: name.replace(/^arn:.*:project\//, '') }));
  },
  UpdateProject: async (call, forward) => {
    const changes = Project.parse(parse(call));
    const before = await read(call, changes.name, forward);
    if (!before) return forward(call);
    await forward(asking(call, 'DeleteProject', { name: before.name }));
    return make(call, { ...before, ...changes }, forward);
  },
};

const operationOf = ({ headers }: CallHead) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
const parse = ({ body }: Call | Answer): unknown => JSON.parse(body.toString('utf8'));

function asking(call: Call, operation: string, input: object): Call {
  const headers = { ...call.headers, 'x-amz-target': `CodeBuild_20161006.${operation}` };
  return withText({ ...call, headers }, JSON.stringify(input));
}

async function read(call: Call, name: string, forward: Forward): Promise<Project | undefined> {
  const answer = await forward(asking(call, 'BatchGetProjects', { names: [name] }));
  return Projects.parse(parse(answer)).projects.map(asAsked)[0];
}

function make(call: Call, { [limit]: most, ...project }: Project, forward: Forward): Promise<Answer> {
  const environment = { ...project.environment, ...(most === none ? {} : { [limit]: most }) };
  return forward(asking(call, 'CreateProject', { ...project, environment }));
}

function asAsked(project: Project): Project {
  const { [limit]: most, ...environment } = project.environment ?? {};
  return { ...project, environment, ...(most === undefined ? {} : { [limit]: most }) };
}
