// Where something floats beside what opened it: above where there is room, else below, never beyond the screen. Pure.

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels to what opened it, and to the edges of the screen. */
const gapPx = 8;

/** Its left and top edge in pixels; the right edges stand below each other where the screen lets them. */
export function placeBeside(anchor: Box, floating: Size, screen: Size): { left: number; top: number } {
  const above = anchor.top - gapPx - floating.height;
  const below = anchor.bottom + gapPx;
  const roomier = anchor.top > screen.height - anchor.bottom ? above : below;
  const top = above >= gapPx ? above : roomier;
  const within = (start: number, length: number, whole: number) =>
    Math.max(gapPx, Math.min(start, whole - length - gapPx));
  return {
    left: within(anchor.right - floating.width, floating.width, screen.width),
    top: within(top, floating.height, screen.height),
  };
}
