// Every case that is measured, in the order in which they are printed.
import type { BenchCase } from '../case.ts';
import { classicGet } from './classic-get.ts';
import { fanOutBusy, fanOutLively } from './fan-out.ts';
import { flushWindow } from './flush-window.ts';
import { idlePeople } from './idle-people.ts';
import { joinStorm } from './join-storm.ts';
import { middlePage } from './middle-page.ts';
import { opening } from './opening.ts';
import { rooms } from './rooms.ts';
import { search } from './search.ts';
import { sendCost } from './send-cost.ts';
import { small } from './small.ts';
import { timeline } from './timeline.ts';
import { uploads } from './uploads.ts';
import { webPage } from './web-page.ts';
import { windowStart } from './window-start.ts';

export const cases: readonly BenchCase[] = [
  fanOutLively,
  fanOutBusy,
  flushWindow,
  sendCost,
  opening,
  middlePage,
  rooms,
  search,
  classicGet,
  joinStorm,
  idlePeople,
  small,
  uploads,
  webPage,
  windowStart,
  timeline,
];
