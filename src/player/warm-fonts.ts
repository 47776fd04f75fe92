/** Letters of the screens after the welcome: style, size in rem, and the token of the typeface. */
const LETTERS = [
  ['600', 1.45, 'serif'],
  ['400', 1, 'serif'],
  ['400', 1.1, 'serif'],
  ['700', 1.1, 'serif'],
  ['italic 400', 1, 'sans'],
  ['700', 1, 'sans'],
] as const;

/** How long the welcome has to itself, ms. */
const SOON_MS = 700;

/**
 * Has the browser look up the fonts of the coming screens while the welcome is read, one at a time: in a slow computer the
 * first lesson waits 40 ms for them.
 */
export function warmFonts(): void {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return;
  const style = getComputedStyle(document.documentElement);
  LETTERS.forEach(([face, size, family], at) =>
    setTimeout(
      () => {
        pen.font = `${face} ${size * parseFloat(style.fontSize)}px ${style.getPropertyValue(`--${family}`)}`;
        pen.measureText('“Aa’');
      },
      SOON_MS + at * 50,
    ),
  );
}
