// At which message the keyboard stops: one of all that are in the timeline, the last one until somebody goes elsewhere.
// Knows rows and no elements.
import type { TimelineRow } from '../chat/timeline-rows.ts';

export class RowFocus {
  readonly #rows: () => readonly TimelineRow[];
  #chosen = $state<string | null>(null);

  /** Where the chosen row stands; null where none is chosen, or it is no longer there. */
  readonly index = $derived.by((): number | null => {
    const chosen = this.#chosen;
    const at = chosen === null ? -1 : this.#rows().findLastIndex(({ key }) => key === chosen);
    return at < 0 ? null : at;
  });

  /** Of the row at which the keyboard stops; null where there are no messages. */
  readonly key = $derived.by((): string | null => {
    const row = this.index === null ? this.#rows().findLast(isMessage) : this.#rows()[this.index];
    return row?.key ?? null;
  });

  constructor(rows: () => readonly TimelineRow[]) {
    this.#rows = rows;
  }

  /** Something in this row has the focus now; null for anything outside of rows. */
  focused(key: string | null): void {
    if (key !== null) this.#chosen = key;
  }

  /** Goes to the next message up (-1) or down (1); its index, or null where there is none. */
  move(step: number): number | null {
    const rows = this.#rows();
    let at = this.index ?? rows.findLastIndex(isMessage);
    do at += step;
    while (at >= 0 && at < rows.length && !isMessage(rows[at]));
    const row = rows[at];
    if (row === undefined) return null;
    this.#chosen = row.key;
    return at;
  }
}

function isMessage(row: TimelineRow | undefined): boolean {
  return row?.kind === 'message';
}
