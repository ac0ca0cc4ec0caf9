// Where the window stands, from one start to the next. Pure: displays and the kept place are handed in.

/** In the system's own pixels, from the corner of its first display. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The place that is kept: as it is when it is not maximised, and whether it is. */
export interface WindowPlace extends Area {
  readonly maximized: boolean;
}

/** How to open the window. Without `x` and `y` the system puts it into the middle of the display in use. */
export interface Opening {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

const defaultSize = { width: 1180, height: 720 };
export const minSize = { width: 380, height: 480 };

/** As much of the title bar must be seen as one can take hold of. */
const grip = { width: 120, height: 32 };

/**
 * How to open the window on these displays. A place of which too little would be seen, as after a display was taken away,
 * is given up for the middle; a size that fits on no display any more is cut to the largest.
 * @param place as it was kept; null on the first start
 * @param workAreas of all displays: without task bars, at least one
 */
export function openingFor(place: WindowPlace | null, workAreas: readonly Area[]): Opening {
  if (place === null) return { ...fitted(defaultSize, workAreas), maximized: false };
  const { maximized } = place;
  const home = workAreas.find((workArea) => canBeHeld(place, workArea));
  if (home === undefined) return { ...fitted(place, workAreas), maximized };
  return { x: place.x, y: place.y, ...fitted(place, [home]), maximized };
}

/** Whether a hand's breadth of the upper edge lies inside. */
function canBeHeld(place: Area, workArea: Area): boolean {
  const left = Math.max(place.x, workArea.x);
  const right = Math.min(place.x + place.width, workArea.x + workArea.width);
  const below = workArea.y + workArea.height - place.y;
  return right - left >= grip.width && place.y >= workArea.y && below >= grip.height;
}

function fitted(size: { width: number; height: number }, workAreas: readonly Area[]) {
  const widest = Math.max(minSize.width, ...workAreas.map(({ width }) => width));
  const highest = Math.max(minSize.height, ...workAreas.map(({ height }) => height));
  return {
    width: Math.max(minSize.width, Math.min(size.width, widest)),
    height: Math.max(minSize.height, Math.min(size.height, highest)),
  };
}
