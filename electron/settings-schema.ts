// What each setting may be and what it is until someone says otherwise. The one place that both the settings file and
// changes from the page are checked against.
import * as v from 'valibot';
import type { Settings } from '../client/desktop-port.ts';
import { defaultPort } from '../protocol/limits.ts';

/** Most recent chats remembered; the oldest is let go. */
export const maxRecentChats = 20;

const shortText = v.pipe(v.string(), v.maxLength(400));

const recentChat = v.object({
  address: v.pipe(v.string(), v.maxLength(2000)),
  name: shortText,
  lastJoinedAt: v.pipe(v.number(), v.minValue(0)),
});

export const settingSchemas = {
  nickname: shortText,
  language: v.nullable(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/))),
  theme: v.picklist(['light', 'dark', 'system']),
  alerts: v.picklist(['mentions', 'everything', 'none']),
  chatName: shortText,
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)),
  recentChats: v.pipe(v.array(recentChat), v.maxLength(maxRecentChats)),
  hostOnLaunch: v.boolean(),
  lookForUpdates: v.boolean(),
  announce: v.boolean(),
  shareReads: v.boolean(),
} satisfies { [Key in keyof Settings]: v.GenericSchema<unknown, Settings[Key]> };

export const defaultSettings: Settings = {
  nickname: '',
  language: null,
  theme: 'system',
  alerts: 'mentions',
  chatName: '',
  port: defaultPort,
  recentChats: [],
  hostOnLaunch: false,
  // Nothing is asked of the internet unless somebody wants it.
  lookForUpdates: false,
  announce: true,
  shareReads: true,
};

/** A change of some settings; unknown keys are refused, so that a misspelt one is noticed. */
export const settingsChangeSchema = v.partial(v.strictObject(settingSchemas));
