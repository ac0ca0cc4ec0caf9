// Every case that is measured.
import type { Case } from '../case.ts';
import { fanOut } from './fan-out.ts';

export const cases: readonly Case[] = [fanOut];
