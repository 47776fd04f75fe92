type Files = ReadonlyMap<string, Uint8Array>;

// Names of vocabularies, not places: nothing is ever loaded from there.
const vocabularies =
  /^https?:\/\/(www\.w3\.org|adlnet\.gov\/expapi|activitystrea\.ms\/schema|w3id\.org\/xapi|id\.tincanapi\.com|keep-it-confidential\.example)(\/|$)/;

/** References in pages, style sheets, drawings and scripts that leave the package or lead to nothing. */
export function referenceProblems(files: Files): string[] {
  return [...files].flatMap(([path, bytes]) => {
    const type = path.slice(path.lastIndexOf('.') + 1);
    const text = () => new TextDecoder().decode(bytes);
    switch (type) {
      case 'html':
      case 'svg':
        return unresolved(files, path, [
          ...text().matchAll(/\s(?:src|href|action|data|poster)\s*=\s*["']([^"']*)["']/gi),
        ]);
      case 'css':
        return unresolved(files, path, [...text().matchAll(/(?:url\(\s*["']?|@import\s+["'])([^"')]+)/gi)]);
      case 'js':
        return path.startsWith('content.') ? [] : absolute(path, withoutComments(text()));
      default:
        return [];
    }
  });
}

function unresolved(files: Files, path: string, found: RegExpMatchArray[]): string[] {
  return found.flatMap(([, reference = '']) => {
    if (reference.startsWith('#')) return [];
    if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(reference)) {
      return [`${path} refers to "${reference}": only relative addresses work wherever an LMS unpacks the course.`];
    }
    const target = new URL(reference, `file:///${path}`).pathname.slice(1);
    return files.has(target) ? [] : [`${path} refers to "${reference}", which is not in the package.`];
  });
}

function absolute(path: string, code: string): string[] {
  const addresses = [...code.matchAll(/(?:https?:)?\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s"'`)\\]*/gi)].map(
    ([address]) => address,
  );
  const loaded = addresses.filter((address) => !vocabularies.test(address));
  return [...new Set(loaded)].map(
    (address) => `${path} holds the address "${address}": the player may load nothing from outside its folder.`,
  );
}

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}
