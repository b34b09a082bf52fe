import type { Progress } from '../../domain/environment/progress';
import type { ResourceTimeline } from './resource-timeline';

/** What the run is doing now, for the heartbeat to report. */
export class ProgressBoard {
  private step = 'prepare';
  private timeline: ResourceTimeline | null = null;

  /** Begins a step; with a timeline its counts are shown from then on, and stay when the next step begins. */
  begin(step: string, timeline: ResourceTimeline | null = this.timeline): void {
    this.step = step;
    this.timeline = timeline;
  }

  /** Resources that the last apply began and did not complete. */
  incomplete(): string[] {
    return this.timeline?.incomplete() ?? [];
  }

  report(): Pick<Progress, 'step' | 'done' | 'total' | 'current'> {
    const counts = this.timeline?.progress() ?? { done: 0, total: 0, current: [] };
    return { step: this.step, ...counts };
  }
}
