// The picture that Windows lays over the task bar's icon for unread messages: a dot. Drawn here, since it is nothing else.

/** The red of "new", as blue, green, red. */
const colour = [0x3b, 0x3f, 0xd0] as const;

/** A filled circle with a soft edge: `size` times `size` pixels of blue, green, red and opacity, premultiplied. */
export function dotBitmap(size: number): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  const middle = (size - 1) / 2;
  const radius = size / 2 - 0.5;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const opacity = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x - middle, y - middle)));
      const at = (y * size + x) * 4;
      for (const [channel, value] of colour.entries()) pixels[at + channel] = Math.round(value * opacity);
      pixels[at + 3] = Math.round(255 * opacity);
    }
  }
  return pixels;
}
