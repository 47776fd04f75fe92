/**
 * The first known language that is wanted, by its tag or by its main part (`es-MX` finds `es`, and the other way round);
 * the first known one when none is. Tags are BCP 47, best first.
 */
export function chooseLanguage(wanted: readonly string[], known: readonly string[]): string {
  const main = (tag: string): string => tag.split('-')[0] ?? '';
  const found = wanted.flatMap(
    (tag) => known.find((each) => each === tag) ?? known.find((each) => main(each) === main(tag)) ?? [],
  );
  return found[0] ?? known[0] ?? '';
}

/** The script with the text in a language, which is fetched from now on at the latest. */
export function contentScript(language: string): HTMLScriptElement {
  const src = `./content.${language}.js`;
  // One that stands in the page itself has come before us, or will not come.
  const found = document.querySelector<HTMLScriptElement>(`script[src="${src}"]:not([defer])`);
  if (found) return found;
  const script = document.createElement('script');
  script.src = src;
  // What did not arrive may be asked for again.
  script.onerror = () => script.remove();
  document.head.append(script);
  return script;
}
