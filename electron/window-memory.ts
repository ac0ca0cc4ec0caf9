// What the window itself remembers: its place, and what it has said once. In a file of its own, since nobody sets it.
import * as v from 'valibot';
import type { KeyValueStore } from './settings.ts';
import type { WindowPlace } from './window-place.ts';

export interface WindowMemory {
  /** Null until a window was closed. */
  place(): WindowPlace | null;
  keepPlace(place: WindowPlace): void;
  /** Whether the person has been told that a closed window goes on hosting. */
  hidingTold(): boolean;
  keepHidingTold(): void;
}

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));

const placeSchema = v.object({
  x: pixels,
  y: pixels,
  width: v.pipe(pixels, v.minValue(1)),
  height: v.pipe(pixels, v.minValue(1)),
  maximized: v.boolean(),
});

/**
 * Reads as it is asked; what is not what it should be counts as never kept.
 * @param report hears what the disk refused; nothing else comes of it
 */
export function createWindowMemory(store: KeyValueStore, report: (error: unknown) => void): WindowMemory {
  let told = store.store.hidingTold === true;

  function keep(values: Record<string, unknown>): void {
    try {
      store.set(values);
    } catch (error) {
      report(error);
    }
  }

  return {
    place() {
      const parsed = v.safeParse(placeSchema, store.store.place);
      return parsed.success ? parsed.output : null;
    },
    keepPlace: (place) => keep({ place }),
    hidingTold: () => told,
    keepHidingTold() {
      told = true;
      keep({ hidingTold: true });
    },
  };
}
