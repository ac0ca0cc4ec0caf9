// How large a file is, as people say it: three digits at most, in the unit that fits.

const units = ['B', 'kB', 'MB', 'GB'];

/** @param language BCP 47, for the decimal sign */
export function sizeIn(language: string, bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** power;
  const digits = power === 0 || amount >= 100 ? 0 : 1;
  return `${amount.toLocaleString(language, { maximumFractionDigits: digits })} ${units[power] ?? ''}`;
}
