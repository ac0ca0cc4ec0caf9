// A QR code as one SVG path, so that it is crisp at any size and needs no image.
import { encode } from 'uqr';

export interface QrShape {
  /** Modules per side, without the quiet zone. */
  readonly size: number;
  /** Path data in units of one module. */
  readonly path: string;
}

/** Error correction M: a screen gets no dirt, but a beamer's picture is blurred. */
export function qrShape(text: string): QrShape {
  const { size, data } = encode(text, { ecc: 'M', border: 0 });
  const path = data.flatMap((row, y) =>
    darkRuns(row).map(({ start, length }) => rectangle(start, y, length)),
  );
  return { size, path: path.join('') };
}

/** Neighbouring dark modules become one rectangle: no hairlines between them, and a shorter path. */
function darkRuns(row: readonly boolean[]): { start: number; length: number }[] {
  const runs: { start: number; length: number }[] = [];
  row.forEach((dark, x) => {
    if (!dark) return;
    const last = runs.at(-1);
    if (last !== undefined && last.start + last.length === x) last.length += 1;
    else runs.push({ start: x, length: 1 });
  });
  return runs;
}

function rectangle(x: number, y: number, length: number): string {
  return `M${String(x)} ${String(y)}h${String(length)}v1h-${String(length)}z`;
}
