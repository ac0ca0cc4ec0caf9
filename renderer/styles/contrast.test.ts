import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

type Linear = readonly [red: number, green: number, blue: number];

/** Linear sRGB of an OKLCH colour (Björn Ottosson's matrices), cut to what a screen can show. */
function linearRgb(lightness: number, chroma: number, hue: number): Linear {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Contrast ratio by WCAG 2, from 1 to 21. */
function contrast(one: Linear, other: Linear): number {
  const luminance = ([red, green, blue]: Linear) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The numbers of a theme's tokens. */
function readTheme(theme: 'light' | 'dark'): Map<string, number[]> {
  const [, block = ''] = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css) ?? [];
  const tokens = [...block.matchAll(/--([\w-]+): (?:oklch\()?([\d. ]+)\)?;/g)];
  return new Map(tokens.map(([, name = '', numbers = '']) => [name, numbers.split(' ').map(Number)]));
}

/** Texts and what they stand on. */
const pairs: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  [
    'ink',
    [
      'bg',
      'surface',
      'surface-2',
      'surface-3',
      'raised',
      'accent-soft',
      'bubble',
      'mention',
      'warn-soft',
      'bad-soft',
    ],
  ],
  ['ink-2', ['bg', 'surface', 'surface-2', 'accent-soft', 'warn-soft', 'bad-soft']],
  ['ink-3', ['bg', 'surface', 'surface-2']],
  ['accent', ['bg', 'surface', 'surface-2']],
  ['accent-ink', ['accent', 'accent-hover']],
  ['bubble-own-ink', ['bubble-own']],
  ['bad', ['bg', 'surface', 'bad-soft']],
  ['surface', ['ink', 'bad']],
];

for (const theme of ['light', 'dark'] as const) {
  const tokens = readTheme(theme);
  const colour = (name: string): Linear => {
    const [lightness, chroma, hue] = tokens.get(name) ?? [];
    if (lightness === undefined || chroma === undefined || hue === undefined) throw new Error(`no --${name}`);
    return linearRgb(lightness, chroma, hue);
  };

  test(`text stands out from everything it stands on (4.5:1) in the ${theme} theme`, () => {
    const weak = pairs.flatMap(([text, grounds]) =>
      grounds
        .map((ground) => ({ text, ground, ratio: contrast(colour(text), colour(ground)) }))
        .filter(({ ratio }) => ratio < 4.5),
    );
    expect(weak).toEqual([]);
  });

  test(`initials stand out from every hue (4.5:1) in the ${theme} theme`, () => {
    const number = (name: string) => tokens.get(name)?.[0] ?? Number.NaN;
    const ratios = Array.from({ length: 360 }, (_, hue) =>
      contrast(
        linearRgb(number('avatar-l'), number('avatar-c'), hue),
        linearRgb(number('avatar-ink-l'), number('avatar-ink-c'), hue),
      ),
    );
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
  });

  test(`signs and the focus ring stand out from the surface (3:1) in the ${theme} theme`, () => {
    for (const sign of ['accent', 'good', 'bad']) {
      expect(contrast(colour(sign), colour('surface')), sign).toBeGreaterThanOrEqual(3);
    }
  });
}
