// A lively class: everyone in one room, everyone hears everything.
import type { Case } from '../case.ts';

export const fanOut: Case = {
  name: 'fan-out',
  people: 200,
  messagesPerSecond: 50,
  seconds: 8,
  contentBytes: 100,
};
