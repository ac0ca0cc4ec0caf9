// What the emoji picker shows and which of it is chosen: sections, what is looked for, the skin tone, the cell that the
// keys are at. Knows no element of the page.
import type { EmojiGroup } from './compact.ts';
import { withTone } from './emoji-set.ts';
import type { EmojiSet, SkinTone } from './emoji-set.ts';
import { firstCell, layOut, move } from './grid.ts';
import type { Cell, Position, Section } from './grid.ts';
import type { EmojiMemory } from './memory.ts';

/** What has a tab; `found` is what was looked for and has none. */
export type TabKey = 'recent' | EmojiGroup;
export type SectionKey = TabKey | 'found';

export class EmojiPicker {
  query = $state('');
  /** Cells in a row; as many as there is room for. */
  columns = $state(8);
  tone = $state<SkinTone>(0);
  #chosen = $state.raw<Position | null>(null);

  readonly #set: EmojiSet;
  readonly #memory: EmojiMemory;
  /** As they were when the picker was opened: what is being looked at does not change places. */
  readonly #recent: readonly Cell[];

  readonly #sections = $derived.by((): readonly Section<SectionKey>[] => {
    const { tone } = this;
    if (this.query.trim() !== '') {
      const cells = this.#set
        .find(this.query)
        .map((emoji) => ({ glyph: withTone(emoji, tone), label: emoji.label }));
      return [{ key: 'found', cells }];
    }
    const groups = this.#set.groups.map(({ group, emoji }) => ({
      key: group,
      cells: emoji.map((one) => ({ glyph: withTone(one, tone), label: one.label })),
    }));
    return [{ key: 'recent', cells: this.#recent }, ...groups];
  });
  readonly rows = $derived(layOut(this.#sections, this.columns));

  /** Where Tab leads in the grid; null where there is nothing. */
  readonly at = $derived(
    this.#chosen !== null && this.rows[this.#chosen.row] !== undefined ? this.#chosen : firstCell(this.rows),
  );

  constructor(set: EmojiSet, memory: EmojiMemory) {
    this.#set = set;
    this.#memory = memory;
    this.tone = memory.tone;
    this.#recent = memory.recent.flatMap((glyph) => {
      const label = set.labelOf(glyph);
      return label === null ? [] : [{ glyph, label }];
    });
  }

  get tabs(): readonly TabKey[] {
    const groups = this.#set.groups.map(({ group }) => group);
    return this.#recent.length === 0 ? groups : ['recent', ...groups];
  }

  get nothingFound(): boolean {
    return this.rows.length === 0;
  }

  /** The cell at a place; null for one that is not there. */
  cell({ row, column }: Position): Cell | null {
    const found = this.rows[row];
    return found?.kind === 'cells' ? (found.cells[column] ?? null) : null;
  }

  lookFor(query: string): void {
    this.query = query;
    this.#chosen = null;
  }

  fit(columns: number): void {
    if (columns === this.columns) return;
    this.columns = columns;
    this.#chosen = null;
  }

  choose(position: Position): void {
    this.#chosen = position;
  }

  /** Goes where a key leads; false where it leads nowhere. */
  press(key: string, whole: boolean): boolean {
    const to = this.at === null ? null : move(this.rows, this.at, key, whole);
    if (to !== null) this.#chosen = to;
    return to !== null;
  }

  /** To a tab's section: the index of its first row. */
  open(tab: TabKey): number {
    this.query = '';
    const row = this.rows.findIndex(({ section }) => section === tab);
    this.#chosen = firstCell(this.rows, row);
    return row;
  }

  chooseTone(tone: SkinTone): void {
    this.tone = tone;
    this.#memory.chooseTone(tone);
  }

  use(glyph: string): void {
    this.#memory.use(glyph);
  }
}
