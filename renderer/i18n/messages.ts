// What a language must say: the shape of the English file, with every literal widened.
import type { en } from './en.ts';

export type Messages = typeof en;
