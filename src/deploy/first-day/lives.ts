/** One call of `idp` and how it must end; the exit codes are those of the README. */
interface Call {
  args: string[];
  code: number;
}

/** Something that a first day shows of a stage, in the calls that show it. */
export interface Proof {
  shows: string;
  calls: Call[];
}

const done = 0;
const unsuccessful = 7;
/** Ends by itself, should nobody end it. */
const lease = ['--ttl', '2h'];

/** An environment is made and, proven by its receipt, gone again. */
export function wholeLife(name: string): Proof {
  return {
    shows: 'a playground is made and destroyed',
    calls: [
      { args: ['create', '-t', 'playground', '-n', name, ...lease, '--yes'], code: done },
      destroyed(name),
    ],
  };
}

/** What a failed apply has made, network and load balancer among it, is destroyed as well. */
export function failedLife(name: string): Proof {
  const inputs = ['container_image=public.ecr.aws/nginx/nginx:no-such-tag', 'wait_for_steady_state=true'];
  const create = ['create', '-t', 'api-service', '-n', name, ...lease, '--yes'];
  return {
    shows: 'an api-service fails at an image that does not exist, and is destroyed',
    calls: [
      { args: [...create, ...inputs.flatMap((input) => ['--input', input])], code: unsuccessful },
      destroyed(name),
    ],
  };
}

function destroyed(name: string): Call {
  return { args: ['destroy', name, '--yes'], code: done };
}
