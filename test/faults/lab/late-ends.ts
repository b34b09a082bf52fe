import type { Caller } from '../../../src/local/hub-environment';
import type { HubAnswer, HubCall, Judge } from './hub-tap';

interface BatchOfBuilds {
  builds: { id: string; buildStatus: string; buildComplete: boolean }[];
}

/** Builds of which CodeBuild learns late that they are over, as it may when a container dies with its host. */
export class LateEnds {
  /** Who was told of a build that it is in progress while it was over already, in order. */
  readonly misled: { build: string; caller: Caller }[] = [];
  private readonly late = new Set<string>();

  /** From now on the build is said to be in progress. */
  conceal(build: string): void {
    this.late.add(build);
  }

  /** From now on the truth is told. */
  reveal(build: string): void {
    this.late.delete(build);
  }

  readonly judge: Judge = async (call, forward) => {
    const answer = await forward(call.request);
    return call.operation === 'BatchGetBuilds' ? this.embellish(call, answer) : answer;
  };

  private embellish({ caller }: HubCall, answer: HubAnswer): HubAnswer {
    const batch = JSON.parse(answer.body.toString('utf8')) as BatchOfBuilds;
    const builds = batch.builds.map((build) => {
      if (!this.late.has(build.id) || !build.buildComplete) return build;
      this.misled.push({ build: build.id, caller });
      return { ...build, buildComplete: false };
    });
    return { ...answer, body: Buffer.from(JSON.stringify({ ...batch, builds })) };
  }
}
