/** One line of the table: what was measured, what it is held against, and whether that is within the target. */
export interface Figure {
  name: string;
  measured: string;
  /** What it is compared with in the same run; empty where the target is an absolute one. */
  reference: string;
  /** The number that the target is about. */
  result: string;
  /** Absent for a figure that is told and not judged. */
  target?: string;
  met?: boolean;
  /** The numbers behind it, for the JSON. */
  detail: unknown;
}

/** How much is measured: a quick look takes every figure once, of a small part of the load, and says nothing about targets. */
export interface Scale {
  pairs: number;
  share: number;
  /** Whether each side is first done once unmeasured, as the first of each starts handlers and reads programs from the disk. */
  warmUp: boolean;
}

/** One bench: it starts what it needs, measures, and stops it again. Throws when it could not be carried out. */
export interface Bench {
  name: string;
  about: string;
  /** Left out of a quick look. */
  wholeOnly?: true;
  run: (scale: Scale, say: (line: string) => void) => Promise<Figure[]>;
}

/** The figure of a ratio that may not be above `most`. */
export function ratioFigure(
  name: string,
  most: number,
  compared: { ours: number; reference: number; measured: string; against: string; detail: unknown },
): Figure {
  const ratio = compared.ours / compared.reference;
  return {
    name,
    measured: compared.measured,
    reference: compared.against,
    result: `${ratio.toFixed(2)} ×`,
    target: `≤ ${most} ×`,
    met: ratio <= most,
    detail: compared.detail,
  };
}
